// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;
import org.routerr1.proto.learner.v1.LoraShape;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.Optimiser;
import org.routerr1.proto.learner.v1.SpanWeights;

/**
 * What a run was opened with, checked and with the defaults filled in.
 *
 * @param passTokens trees are run together up to so many tokens
 */
record RunSettings(
    Precision precision, OptimiserSettings optimiser, Objective objective, int passTokens) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final int PASS_TOKENS = 1024;
  private static final int CUDA_PASS_TOKENS = 8192;
  private static final int MOST_PASS_TOKENS = 1 << 14;

  static RunSettings of(OpenRunRequest request, Processor processor) {
    checkName("run", request.getRun());
    return new RunSettings(
        precision(request, processor),
        optimiser(request.getOptimiser()),
        objective(request),
        pass(request, processor));
  }

  /** A name that is a file's as well. */
  static void checkName(String field, String name) {
    if (!NAME.matcher(name).matches()) {
      throw LearnException.invalid(
          "%s is \"%s\", not 1 to 100 of a-z, 0-9, '.', '_' and '-', the first a letter or digit",
          field, name);
    }
  }

  private static Precision precision(OpenRunRequest request, Processor processor) {
    if (request.getDeterministic()) {
      if (processor == Processor.CUDA) {
        throw LearnException.invalid(
            "deterministic runs need router.policy.device=cpu: sums on CUDA come in any order");
      }
      return Precision.F32;
    }
    return switch (request.getPrecision()) {
      case PRECISION_UNSPECIFIED -> Precision.best(processor);
      case PRECISION_F32 -> Precision.F32;
      case PRECISION_BF16 -> Precision.BF16;
      case UNRECOGNIZED -> throw LearnException.invalid("precision is none of F32 and BF16");
    };
  }

  private static int pass(OpenRunRequest request, Processor processor) {
    int tokens = request.getMicroBatchTokens();
    if (tokens < 0 || tokens > MOST_PASS_TOKENS) {
      throw LearnException.invalid(
          "micro_batch_tokens is %s, not 1 to %d",
          Integer.toUnsignedString(tokens), MOST_PASS_TOKENS);
    }
    if (tokens > 0) {
      return tokens;
    }
    return processor == Processor.CUDA ? CUDA_PASS_TOKENS : PASS_TOKENS;
  }

  private static OptimiserSettings optimiser(Optimiser from) {
    float rate = within("optimiser.learning_rate", from.getLearningRate(), 0, 1);
    if (rate == 0) {
      throw LearnException.invalid("optimiser.learning_rate is 0: nothing would be learnt");
    }
    return new OptimiserSettings(
        rate,
        within("optimiser.beta1", or(from.getBeta1(), .9f), 0, .999999f),
        within("optimiser.beta2", or(from.getBeta2(), .999f), 0, .999999f),
        within("optimiser.epsilon", or(from.getEpsilon(), 1e-8f), 1e-20f, 1),
        within("optimiser.max_norm", or(from.getMaxNorm(), 1), 0, 1e9f),
        within("optimiser.weight_decay", from.getWeightDecay(), 0, 1),
        count("optimiser.batch_trees", from.getBatchTrees(), 1 << 16),
        Math.max(1, count("optimiser.epochs", from.getEpochs(), 100)));
  }

  private static Objective objective(OpenRunRequest request) {
    var from = request.getObjective();
    float cap = or(from.getImportanceCap(), 2);
    return new Objective(
        spans(from.getSpans()),
        within("objective.clip_low", or(from.getClipLow(), .2f), 0, 1),
        within("objective.clip_high", or(from.getClipHigh(), .2f), 0, 100),
        within("objective.entropy", from.getEntropy(), 0, 10),
        from.getDivideByDeviation(),
        cap < 0 ? Float.NaN : within("objective.importance_cap", cap, 0, 1000),
        within("objective.imitation", or(from.getImitation(), 1), 0, 1000));
  }

  private static Map<Span, Float> spans(SpanWeights from) {
    Map<Span, Float> spans = new EnumMap<>(Span.class);
    spans.put(Span.THOUGHT, from.getThought());
    spans.put(Span.CHOICE, from.getChoice());
    spans.put(Span.QUERY, from.getQuery());
    spans.put(Span.NAME, from.getName());
    spans.put(Span.ANSWER, from.getAnswer());
    if (spans.values().stream().allMatch(w -> w == 0)) {
      spans.replaceAll((span, w) -> 1f);
    }
    spans.forEach((span, w) -> within("objective.spans", w, 0, 1000));
    return spans;
  }

  /** The shape of a first adapter. */
  static LoraLayout layout(LoraShape from, LlamaShape model) {
    int rank = from.getRank() == 0 ? 16 : count("lora.rank", from.getRank(), 256);
    float alpha = within("lora.alpha", or(from.getAlpha(), 2 * rank), 0, 1e6f);
    int first =
        from.hasFirstLayer()
            ? count("lora.first_layer", from.getFirstLayer(), model.layers() - 1)
            : model.layers() * 2 / 5;
    return new LoraLayout(model, rank, alpha, modules(from.getModulesList()), first);
  }

  private static Set<LoraModule> modules(List<String> names) {
    Set<LoraModule> modules = EnumSet.noneOf(LoraModule.class);
    for (String name : names) {
      modules.add(
          LoraModule.of(name)
              .orElseThrow(() ->
                  LearnException.invalid(
                      "lora.modules holds \"%s\", which is none of %s",
                      name,
                      Arrays.stream(LoraModule.values()).map(LoraModule::peftName).toList())));
    }
    return modules.isEmpty() ? EnumSet.allOf(LoraModule.class) : modules;
  }

  static float within(String field, float value, float least, float most) {
    if (!(value >= least && value <= most)) {
      throw LearnException.invalid("%s is %s, not %s to %s", field, value, least, most);
    }
    return value;
  }

  private static int count(String field, int value, int most) {
    if (value < 0 || value > most) {
      throw LearnException.invalid(
          "%s is %s, not 0 to %d", field, Integer.toUnsignedString(value), most);
    }
    return value;
  }

  private static float or(float value, float standard) {
    return value == 0 ? standard : value;
  }
}
