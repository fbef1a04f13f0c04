// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.workflows.episode.PausableRun;

/** Lessons, sampled episodes, updates, validations; ends with a published version. */
@WorkflowInterface
public interface TrainingWorkflow extends PausableRun {

  String TYPE = "router-r1.training";

  @WorkflowMethod(name = TYPE)
  TrainingDocument train(TrainingInput input);
}
