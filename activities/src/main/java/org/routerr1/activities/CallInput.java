// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.DecideOutput.PlannedCall;

/**
 * One attempt at one candidate.
 *
 * @param context the question and the findings so far, where the query shares them; null: the
 *     sub-question travels alone
 * @param timeoutMillis the candidate's, or what is left until the query's deadline
 */
public record CallInput(
    String workflowId,
    String chain,
    String catalogueVersion,
    int round,
    int call,
    int attempt,
    String candidate,
    String query,
    @Nullable String context,
    long timeoutMillis) {

  /**
   * One attempt at a call that a decision has planned.
   *
   * @param asked what the decision was asked
   * @param attempt from 1
   * @param leftMillis until the query's deadline
   */
  public static CallInput of(
      DecideInput asked, DecideOutput decision, PlannedCall call, int attempt, long leftMillis) {
    return new CallInput(
        asked.workflowId(),
        asked.chain(),
        decision.catalogueVersion(),
        asked.round(),
        call.call(),
        attempt,
        call.candidate(),
        call.query(),
        asked.context(),
        Math.min(call.timeoutMillis(), leftMillis));
  }
}
