// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chooses one token after the other for one sequence. The same seed and logits give the same
 * choices: sums run in a fixed order, and of equals the lowest id comes first.
 */
public final class Sampler {

  private final Sampling sampling;
  private final RandomGenerator random;

  public Sampler(Sampling sampling) {
    this.sampling = sampling;
    this.random = new SplittableRandom(sampling.seed());
  }

  /**
   * Chooses among the legal tokens.
   *
   * @param legal ascending, not empty
   */
  public Choice choose(Logits logits, int[] legal) {
    double most = Double.NEGATIVE_INFINITY;
    for (int id : legal) {
      most = Math.max(most, logits.get(id));
    }
    double mass = 0;
    for (int id : legal) {
      mass += Math.exp(logits.get(id) - most);
    }
    int token =
        sampling.temperature() == 0 ? likeliest(logits, legal) : sample(logits, legal, most);
    return new Choice(token, logits.get(token) - most - Math.log(mass), logits.logprob(token));
  }

  private static int likeliest(Logits logits, int[] legal) {
    int best = legal[0];
    for (int id : legal) {
      if (logits.get(id) > logits.get(best)) {
        best = id;
      }
    }
    return best;
  }

  private int sample(Logits logits, int[] legal, double most) {
    double[] weights = new double[legal.length];
    double total = 0;
    for (int i = 0; i < legal.length; i++) {
      weights[i] = Math.exp((logits.get(legal[i]) - most) / sampling.temperature());
      total += weights[i];
    }
    if (sampling.topP() < 1) {
      total = keepLikeliest(weights, sampling.topP() * total);
    }
    double point = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        point -= weights[i];
        if (point < 0) {
          break;
        }
      }
    }
    return legal[last];
  }

  /** Zeroes all but the heaviest that together reach {@code enough}; returns what they weigh. */
  private static double keepLikeliest(double[] weights, double enough) {
    double[] sorted = weights.clone();
    Arrays.sort(sorted);
    double kept = 0;
    int rank = sorted.length;
    while (rank > 0 && kept < enough) {
      kept += sorted[--rank];
    }
    double least = sorted[rank];
    // Of those as heavy as the lightest one kept, the first by id stay.
    int equals = 0;
    for (int i = rank; i < sorted.length && sorted[i] == least; i++) {
      equals++;
    }
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] < least || weights[i] == least && equals-- <= 0) {
        weights[i] = 0;
      }
    }
    return kept;
  }
}
