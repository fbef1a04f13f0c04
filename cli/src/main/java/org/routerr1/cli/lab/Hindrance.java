// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowStub;
import java.util.Comparator;
import java.util.Optional;

/**
 * Why a run does not get on: what its step last failed with, in the words of who refused it (a full
 * disk at the learner, a server that is away). Steps are tried again by themselves, so a run that
 * cannot go on looks like a slow one to whoever sees only how far it is.
 */
public final class Hindrance {

  /** A first failure is often a part that is being started again. */
  private static final int WORTH_TELLING = 3;

  private Hindrance() {}

  /**
   * What holds up this run now.
   *
   * @return a sentence without its full stop; empty if all goes well
   */
  public static Optional<String> of(WorkflowStub run) {
    return of(run.describe().getRawDescription());
  }

  static Optional<String> of(DescribeWorkflowExecutionResponse run) {
    return run.getPendingActivitiesList().stream()
        .filter(step -> step.getAttempt() >= WORTH_TELLING && step.hasLastFailure())
        .max(Comparator.comparingInt(PendingActivityInfo::getAttempt))
        .map(step ->
            "tried %d times: %s"
                .formatted(step.getAttempt() - 1, step.getLastFailure().getMessage()));
  }
}
