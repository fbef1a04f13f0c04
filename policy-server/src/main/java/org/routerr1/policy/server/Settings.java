// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.routerr1.policy.decide.EngineSettings;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;

/**
 * The configuration, checked.
 *
 * @param adapters folder of the versions beside the base model
 * @param runs folder of the training runs
 * @param loadedAdapters in memory
 * @param maxThinkTokens upper bound of what a request may ask for, as the next two
 * @param contextTokens longest prompt and action together
 * @param threads that decode, all at each operation
 * @param processor that decodes and trains
 * @param precision of the products of decoding
 */
record Settings(
    Path model,
    Optional<Path> adapters,
    Optional<Path> runs,
    int loadedAdapters,
    int maxThinkTokens,
    int maxQueryTokens,
    int maxAnswerTokens,
    int contextTokens,
    int threads,
    Processor processor,
    Precision precision,
    EngineSettings engine) {

  /** A step of 64 tokens takes a CUDA device as long as one of thousands. */
  private static final int CUDA_STEP_TOKENS = 4096;

  private static final int MOST_STEP = 1 << 16;

  /**
   * Checks the configuration.
   *
   * @throws CannotStartException naming the key that is wrong, and what it may be
   */
  static Settings of(PolicyConfig config) {
    Path model =
        config
            .model()
            .orElseThrow(() ->
                CannotStartException.missing(
                    "no model is named; set ROUTER_POLICY_MODEL to a GGUF file or a Hugging Face folder"));
    Duration keep = config.decisionStoreTime();
    if (keep.isNegative() || keep.compareTo(Duration.ofDays(365)) > 0) {
      throw CannotStartException.badInput(
          "router.policy.decision-store-time is %s; set it to 0 to 365 days".formatted(keep));
    }
    Processor processor = processor(config.device());
    int stepTokens =
        within("step-tokens", config.stepTokens().orElse(stepTokens(processor)), 1, MOST_STEP);
    int processors = Runtime.getRuntime().availableProcessors();
    return new Settings(
        model,
        config.adapters(),
        config.runs().or(() -> config.adapters().map(a -> a.resolveSibling("runs"))),
        within("loaded-adapters", config.loadedAdapters(), 1, 1 << 16),
        within("max-think-tokens", config.maxThinkTokens(), 1, 1 << 16),
        within("max-query-tokens", config.maxQueryTokens(), 1, 1 << 16),
        within("max-answer-tokens", config.maxAnswerTokens(), 1, 1 << 16),
        within("context-tokens", config.contextTokens(), 64, 1 << 20),
        within("threads", config.threads().orElse(processors), 1, 1024),
        processor,
        precision(config.precision(), processor),
        new EngineSettings(
            within("batch", config.batch(), 1, 1024),
            within("queue-length", config.queueLength(), 1, 1 << 20),
            stepTokens,
            within(
                "prompt-step-tokens",
                config.promptStepTokens().orElse(promptStepTokens(stepTokens)),
                1,
                MOST_STEP),
            (long) within("kv-cache-mib", config.kvCacheMib(), 1, 1 << 20) << 20,
            (long) within("prefix-cache-mib", config.prefixCacheMib(), 0, 1 << 20) << 20,
            (long) within("decision-store-mib", config.decisionStoreMib(), 0, 1 << 20) << 20,
            keep));
  }

  private static Processor processor(String name) {
    try {
      return Processor.named(name);
    } catch (IllegalArgumentException e) {
      throw CannotStartException.badInput("router.policy.device: " + e.getMessage());
    }
  }

  private static Precision precision(String name, Processor processor) {
    boolean cuda = processor == Processor.CUDA;
    List<String> known =
        cuda ? List.of("auto", "f32", "bf16") : List.of("auto", "stored", "int8", "f32", "bf16");
    if (!known.contains(name)) {
      throw CannotStartException.badInput(
          "router.policy.precision is \"%s\"; on %s set it to one of %s"
              .formatted(name, cuda ? "CUDA" : "a CPU", String.join(", ", known)));
    }
    if (name.equals("auto")) {
      return cuda ? Precision.F32 : Precision.STORED;
    }
    return Precision.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static int stepTokens(Processor processor) {
    return processor == Processor.CUDA ? CUDA_STEP_TOKENS : EngineSettings.DEFAULTS.stepTokens();
  }

  private static int promptStepTokens(int stepTokens) {
    return Math.max(stepTokens, EngineSettings.DEFAULTS.promptStepTokens());
  }

  private static int within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw CannotStartException.badInput(
          "router.policy.%s is %d; set it to %d to %d".formatted(key, value, least, most));
    }
    return value;
  }
}
