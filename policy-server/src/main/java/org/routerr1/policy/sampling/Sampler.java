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

  /** What temperature and top-p the choices have. */
  public Sampling sampling() {
    return sampling;
  }

  /** Where in the mass of the legal tokens, by id, the next choice falls: 0 to 1, exclusive. */
  public double nextPoint() {
    return sampling.temperature() == 0 ? 0 : random.nextDouble();
  }

  /**
   * Chooses among the legal tokens.
   *
   * @param scores logits or log-probabilities of the legal tokens, in their order
   * @param legal ascending, not empty
   */
  public Choice choose(float[] scores, int[] legal) {
    int index = sampling.temperature() == 0 ? likeliest(scores) : sample(scores);
    return new Choice(legal[index], index, logprob(scores, index));
  }

  /** The log-probability of one among the scores. */
  public static double logprob(float[] scores, int index) {
    double most = most(scores);
    double mass = 0;
    for (float score : scores) {
      mass += Math.exp(score - most);
    }
    return scores[index] - most - Math.log(mass);
  }

  private static double most(float[] scores) {
    return scores[likeliest(scores)];
  }

  private static int likeliest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  private int sample(float[] scores) {
    double most = most(scores);
    double[] weights = new double[scores.length];
    double total = 0;
    for (int i = 0; i < scores.length; i++) {
      weights[i] = Math.exp((scores[i] - most) / sampling.temperature());
      total += weights[i];
    }
    if (sampling.topP() < 1) {
      total = keepLikeliest(weights, sampling.topP() * total);
    }
    double point = nextPoint() * total;
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
    return last;
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
