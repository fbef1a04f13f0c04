// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.routerr1.workflows.episode.PausableRun;

/** Policies × data sets × trade-offs through the serving loop, then the report. */
@WorkflowInterface
public interface EvaluationWorkflow extends PausableRun {

  String TYPE = "router-r1.evaluation";

  /** Returns the path of the document. */
  @WorkflowMethod(name = TYPE)
  String evaluate(EvaluationInput input);
}
