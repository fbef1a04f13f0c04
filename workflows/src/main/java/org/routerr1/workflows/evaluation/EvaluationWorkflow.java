// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.routerr1.workflows.episode.RunProgress;

/** Policies × data sets × trade-offs through the serving loop, then the report. */
@WorkflowInterface
public interface EvaluationWorkflow {

  String TYPE = "router-r1.evaluation";

  /** Returns the path of the document. */
  @WorkflowMethod(name = TYPE)
  String evaluate(EvaluationInput input);

  @QueryMethod
  RunProgress progress();

  @SignalMethod
  void pause();

  @SignalMethod
  void resume();
}
