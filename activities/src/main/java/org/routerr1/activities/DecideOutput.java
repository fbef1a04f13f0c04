// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.Candidate.Dispatch;
import org.routerr1.core.money.Usage;

/**
 * A decision as the workflow acts on it: calls to make, or the answer. Everything that the workflow
 * needs to know of the catalogue is in here, so workflow code never reads one.
 *
 * @param answer null where there is none
 * @param correction what the policy is told where it wrote no legal action, which is a round
 *     without calls; null otherwise. Constrained decoding never does; a foreign engine may
 * @param forced the answer was demanded: by the input, or because no candidate fits what is left of
 *     the budget
 * @param usage the policy's own tokens
 * @param answerCut the answer was closed at its limit of tokens
 */
public record DecideOutput(
    String catalogueVersion,
    String policyVersion,
    String thought,
    List<PlannedCall> calls,
    @Nullable String answer,
    @Nullable String correction,
    DecideInput.@Nullable ForcedBy forced,
    List<Integer> tokens,
    double logprob,
    Usage usage,
    long costNanoUsd,
    boolean answerCut) {

  /**
   * One call of this round.
   *
   * @param call from 1
   * @param dispatch where it runs; {@code taskQueue} is set where it is queued
   * @param reserveNanoUsd the most that an attempt can cost
   */
  public record PlannedCall(
      int call,
      String candidate,
      String query,
      Dispatch dispatch,
      @Nullable String taskQueue,
      int attempts,
      long timeoutMillis,
      long reserveNanoUsd) {}
}
