// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How far positions are rotated: a base, and as Llama 3.1 does it, slower rotations of what turns
 * less than once or so within the context of the first training.
 *
 * @param scaling its four numbers, if there are any
 */
record RopeConfig(double base, Optional<Scaling> scaling) {

  private static final String PARTIAL = "partial_rotary_factor";
  private static final double DEFAULT_BASE = 10_000;

  private record Scaling(double factor, double low, double high, double context) {}

  static RopeConfig of(JsonFile config) {
    demandWhole(config);
    // Newer configurations have base and scaling in one object.
    String key = config.get("rope_parameters").isMissingNode() ? "rope_scaling" : "rope_parameters";
    if (config.get(key).isMissingNode()) {
      return new RopeConfig(
          config.optionalPositive("rope_theta").orElse(DEFAULT_BASE), Optional.empty());
    }
    JsonFile rope = config.object(key);
    demandWhole(rope);
    JsonNode type =
        rope.get("rope_type").isMissingNode() ? rope.get("type") : rope.get("rope_type");
    String name = type.asText("default");
    config.demand(
        name.equals("default") || name.equals("llama3"),
        key,
        "has the type \"%s\", neither default nor llama3".formatted(name));
    return new RopeConfig(
        rope.optionalPositive("rope_theta")
            .or(() -> config.optionalPositive("rope_theta"))
            .orElse(DEFAULT_BASE),
        name.equals("llama3")
            ? Optional.of(
                new Scaling(
                    rope.positive("factor"),
                    rope.positive("low_freq_factor"),
                    rope.positive("high_freq_factor"),
                    rope.positive("original_max_position_embeddings")))
            : Optional.empty());
  }

  private static void demandWhole(JsonFile config) {
    double share = config.optionalPositive(PARTIAL).orElse(1.0);
    config.demand(share == 1, PARTIAL, "is %s: only whole heads are rotated".formatted(share));
  }

  /** What each frequency is divided by, as GGUF's {@code rope_freqs}. */
  Optional<float[]> factors(int headWidth) {
    return scaling.map(s -> {
      float[] factors = new float[headWidth / 2];
      for (int i = 0; i < factors.length; i++) {
        double frequency = Math.pow(base, -2.0 * i / headWidth);
        // Turns within the first training's context.
        double turns = s.context * frequency / (2 * Math.PI);
        double share = Math.clamp((turns - s.low) / (s.high - s.low), 0, 1);
        factors[i] = (float) (1 / ((1 - share) / s.factor + share));
      }
      return factors;
    });
  }
}
