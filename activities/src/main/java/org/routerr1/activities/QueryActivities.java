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

  /** The activities' names, as histories hold them: they never change. */
  String ROUND = "router-r1.round";

  String DECIDE = "router-r1.decide";

  String CALL = "router-r1.call";
  String CLOSE = "router-r1.close";
  String FEEDBACK = "router-r1.feedback";

  /** Decides, and makes the first attempt at the call decided on, if it can be made at once. */
  @ActivityMethod(name = ROUND)
  RoundOutput round(DecideInput input);

  /** Asks the policy for the round's action, within budget and limits. */
  @ActivityMethod(name = DECIDE)
  DecideOutput decide(DecideInput input);

  /** Makes one attempt at a candidate. */
  @ActivityMethod(name = CALL)
  CallOutput call(CallInput input);

  /** Writes down that a query ended without an answer. */
  @ActivityMethod(name = CLOSE)
  void close(CloseInput input);

  /** Writes down a user's feedback. */
  @ActivityMethod(name = FEEDBACK)
  void feedback(String queryId, Feedback feedback);
}
