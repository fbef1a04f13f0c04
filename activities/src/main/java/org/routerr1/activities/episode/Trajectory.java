// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;

/**
 * A group as a learner needs it: token ids as they were sampled, never text that was tokenised
 * again.
 */
public record Trajectory(String id, String version, List<SampleTrajectory> samples) {

  public Trajectory {
    samples = List.copyOf(samples);
  }

  /**
   * One sample.
   *
   * @param exact 1 where the answer was right, else 0; the reward without what the calls cost
   * @param usable false where a call failed by no fault of the policy, or no answer was reached: no
   *     gradient may come of it
   */
  public record SampleTrajectory(
      int sample,
      double tradeOff,
      long seed,
      double reward,
      double exact,
      boolean usable,
      List<Decided> steps) {}

  /**
   * One decision.
   *
   * @param request its prompt and grammar: a {@code DecideRequest} in base 64
   * @param logprobs among the legal tokens, at temperature 1
   * @param freeLogprobs among all tokens
   */
  public record Decided(
      String request, List<Integer> tokens, List<Float> logprobs, List<Float> freeLogprobs) {}
}
