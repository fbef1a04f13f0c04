// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.routerr1.activities.evaluation.RecordingDocument;
import org.routerr1.workflows.episode.PausableRun;

/** Asks every candidate every question once, and grades what was replied. */
@WorkflowInterface
public interface RecordingWorkflow extends PausableRun {

  String TYPE = "router-r1.recording";

  @WorkflowMethod(name = TYPE)
  RecordingDocument record(RecordingInput input);
}
