// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * The hands of a query: all that touches the policy server, the candidates and the books. Every
 * method may be repeated: the journal holds what was done.
 */
@ActivityInterface
public interface QueryActivities {

  /** Asks the policy for the round's action, within budget and limits. */
  @ActivityMethod(name = "router-r1.decide")
  DecideOutput decide(DecideInput input);

  /** Makes one attempt at a candidate. */
  @ActivityMethod(name = "router-r1.call")
  CallOutput call(CallInput input);

  /** Writes down that a query ended without an answer. */
  @ActivityMethod(name = "router-r1.close")
  void close(CloseInput input);

  /** Writes down a user's feedback. */
  @ActivityMethod(name = "router-r1.feedback")
  void feedback(String queryId, Feedback feedback);
}
