// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.routerr1.activities.Feedback;

/**
 * Answers one question by turns of deciding and routing. Ends with an answer, forced if it must be;
 * with a typed ApplicationFailure (the type is a failure code's wire name) if policy or books stay
 * away; with cancellation if asked to.
 */
@WorkflowInterface
public interface QueryWorkflow {

  String TYPE = "router-r1.query";

  @WorkflowMethod(name = TYPE)
  QueryOutput answer(QueryInput input);

  @QueryMethod
  QueryProgress progress();

  @UpdateMethod
  void feedback(Feedback feedback);

  @UpdateValidatorMethod(updateName = "feedback")
  void checkFeedback(Feedback feedback);
}
