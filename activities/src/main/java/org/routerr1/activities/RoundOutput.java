// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.DecideOutput.PlannedCall;
import org.routerr1.core.catalogue.Candidate.Dispatch;

/**
 * What one step of a query brought: the decision, and with it the first attempt at its call where
 * that can be made at once: a step of Temporal's less in every round.
 *
 * @param first null where the workflow has to make the calls: none or several, one on a queue of
 *     its own, one for which budget or time are too short
 */
public record RoundOutput(DecideOutput decision, @Nullable CallOutput first) {

  /** No call ends sooner, so none is begun with less left until the query's deadline. */
  public static final long SHORTEST_CALL_MILLIS = 20;

  /** The attempt that follows a decision at once; null where there is none. Pure. */
  public static @Nullable CallInput first(
      DecideInput input, DecideOutput decision, long nowMillis) {
    if (decision.calls().size() != 1) {
      return null;
    }
    PlannedCall call = decision.calls().getFirst();
    long left = input.startedAtMillis() + input.options().deadlineMillis() - nowMillis;
    if (call.dispatch() != Dispatch.LOCAL
        || left < SHORTEST_CALL_MILLIS
        || !fits(input, decision, call)) {
      return null;
    }
    return CallInput.of(input, decision, call, 1, left);
  }

  private static boolean fits(DecideInput input, DecideOutput decision, PlannedCall call) {
    Long budget = input.options().budgetNanoUsd();
    long spent = Math.addExact(input.spentNanoUsd(), decision.costNanoUsd());
    return budget == null || Math.addExact(spent, call.reserveNanoUsd()) <= budget;
  }
}
