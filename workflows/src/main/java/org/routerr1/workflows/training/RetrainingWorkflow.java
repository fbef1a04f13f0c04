// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A training and its gate, as a schedule starts them; the stable version stays if either fails. */
@WorkflowInterface
public interface RetrainingWorkflow {

  String TYPE = "router-r1.retraining";

  @WorkflowMethod(name = TYPE)
  RetrainingOutcome retrain(RetrainingSpec spec);
}
