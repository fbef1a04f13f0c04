// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import org.junit.jupiter.api.Test;

class HindranceTest {

  private static final String FULL = "the learner says RESOURCE_EXHAUSTED: no room on the disk";

  @Test
  void aStepThatFailsAgainAndAgainIsToldInTheWordsOfWhoRefusedIt() {
    assertThat(Hindrance.of(run(step(1, "away"), step(8, FULL))))
        .contains("tried 7 times: " + FULL);
  }

  @Test
  void aFirstFailureIsNoHindrance() {
    assertThat(Hindrance.of(run(step(2, FULL)))).isEmpty();
  }

  @Test
  void whatIsUnderWayForTheFirstTimeIsNoHindrance() {
    assertThat(Hindrance.of(run(PendingActivityInfo.newBuilder().setAttempt(1)))).isEmpty();
    assertThat(Hindrance.of(run())).isEmpty();
  }

  private static PendingActivityInfo.Builder step(int attempt, String failure) {
    return PendingActivityInfo.newBuilder()
        .setAttempt(attempt)
        .setLastFailure(Failure.newBuilder().setMessage(failure));
  }

  private static DescribeWorkflowExecutionResponse run(PendingActivityInfo.Builder... steps) {
    DescribeWorkflowExecutionResponse.Builder run = DescribeWorkflowExecutionResponse.newBuilder();
    for (PendingActivityInfo.Builder step : steps) {
      run.addPendingActivities(step);
    }
    return run.build();
  }
}
