// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

/**
 * What an update said.
 *
 * @param divergence from the teacher on what to do and whom to ask, nats a decision; 0 in
 *     reinforcement
 * @param agreement share of decisions in which both prefer the same
 * @param entropy of sampled decisions; 0 in the warm start
 * @param reward of the samples in the mean; 0 in the warm start
 * @param tokens that were computed
 * @param micros that the learner took for them
 */
public record StepReport(
    int step,
    double loss,
    double gradientNorm,
    double divergence,
    double agreement,
    double entropy,
    double reward,
    long tokens,
    long episodes,
    long micros) {

  /** Before the first step. */
  public static final StepReport NONE = new StepReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
