// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.routerr1.policy.decide.EngineSettings;

/** The configuration, checked. */
record Settings(
    Path model,
    int maxThinkTokens,
    int maxQueryTokens,
    int maxAnswerTokens,
    int contextTokens,
    int threads,
    EngineSettings engine) {

  /** A value that cannot be used; the message names the key and the remedy. */
  static final class WrongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongException(String message) {
      super(message);
    }
  }

  /** Something that must be given is not. */
  static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
      super(message);
    }
  }

  /** Reads the configuration before Quarkus is up. */
  static Settings read() {
    try {
      return of(
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDiscoveredConverters()
              .addDefaultSources()
              .withMapping(PolicyConfig.class)
              .build()
              .getConfigMapping(PolicyConfig.class));
    } catch (IllegalArgumentException e) {
      throw new WrongException(
          "configuration of the policy server: %s; correct the value"
              .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable")));
    }
  }

  static Settings of(PolicyConfig config) {
    Path model =
        config
            .model()
            .orElseThrow(() ->
                new MissingException(
                    "no policy model is named; set ROUTER_POLICY_MODEL to the path of a GGUF"
                        + " file"));
    Duration keep = config.decisionStoreTime();
    if (keep.isNegative() || keep.compareTo(Duration.ofDays(365)) > 0) {
      throw new WrongException(
          "router.policy.decision-store-time is %s; set it to 0 to 365 days".formatted(keep));
    }
    return new Settings(
        model,
        within("max-think-tokens", config.maxThinkTokens(), 1, 1 << 16),
        within("max-query-tokens", config.maxQueryTokens(), 1, 1 << 16),
        within("max-answer-tokens", config.maxAnswerTokens(), 1, 1 << 16),
        within("context-tokens", config.contextTokens(), 64, 1 << 20),
        within(
            "threads",
            config.threads().orElse(Runtime.getRuntime().availableProcessors()),
            1,
            1024),
        new EngineSettings(
            within("queue-length", config.queueLength(), 1, 1 << 20),
            (long) within("prefix-cache-mib", config.prefixCacheMib(), 0, 1 << 20) << 20,
            (long) within("decision-store-mib", config.decisionStoreMib(), 0, 1 << 20) << 20,
            keep));
  }

  private static int within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new WrongException(
          "router.policy.%s is %d; set it to %d to %d".formatted(key, value, least, most));
    }
    return value;
  }
}
