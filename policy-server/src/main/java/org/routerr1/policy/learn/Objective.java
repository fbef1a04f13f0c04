// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.Map;

/**
 * What is minimised: {@code imitation · mean(−log π of the teacher's tokens) − mean(surrogate of
 * the policy's tokens) − entropy · mean(entropy)}, the means over all tokens of an optimiser step;
 * the first by mass and span weight, the second multiplied by span weight.
 *
 * @param spans how much a token counts
 * @param entropy factor of the bonus
 * @param divideByDeviation whether a tree's advantages are divided by their deviation over its
 *     samples
 * @param importanceCap bound of trainer's / sampler's probability; NaN: not corrected
 * @param imitation factor of the teacher's part
 */
public record Objective(
    Map<Span, Float> spans,
    float clipLow,
    float clipHigh,
    float entropy,
    boolean divideByDeviation,
    float importanceCap,
    float imitation) {

  public Objective {
    spans = Map.copyOf(spans);
  }

  float weight(Span span) {
    return spans.getOrDefault(span, 1f);
  }

  Trainer.Bounds bounds() {
    // Without a correction the sampler's values are not passed on, so the cap cuts nothing.
    return new Trainer.Bounds(
        1 - clipLow, 1 + clipHigh, Float.isNaN(importanceCap) ? 1 : importanceCap);
  }
}
