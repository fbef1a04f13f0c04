// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.evaluation.RecordingSpec;
import org.routerr1.workflows.evaluation.RecordingInput;
import org.routerr1.workflows.training.PromotionWorkflow;
import org.routerr1.workflows.training.RetrainingWorkflow;
import org.routerr1.workflows.training.TrainingWorkflow;

class RunClientTest {

  @Test
  void whatARunWasStartedWithIsReadFromItsHistory() {
    DefaultDataConverter converter = DefaultDataConverter.newDefaultInstance();
    RecordingInput input =
        RecordingInput.of(new RecordingSpec("r", true, List.of("q.jsonl"), 7, 50, 1_000L));
    WorkflowExecutionHistory history =
        new WorkflowExecutionHistory(
            History.newBuilder()
                .addEvents(
                    HistoryEvent.newBuilder()
                        .setEventType(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
                        .setWorkflowExecutionStartedEventAttributes(
                            WorkflowExecutionStartedEventAttributes.newBuilder()
                                .setInput(converter.toPayloads(input).orElseThrow())))
                .build());
    assertThat(RunClient.input(history, converter, RecordingInput.class)).isEqualTo(input);
  }

  @Test
  void aRunOfRunsIsAsFarAsTheRunThatItWaitsFor() {
    assertThat(RunClient.begun(run(PromotionWorkflow.TYPE, "run/p-evaluation")))
        .contains("run/p-evaluation");
    assertThat(RunClient.begun(run(RetrainingWorkflow.TYPE, "run/n-training")))
        .contains("run/n-training");
    assertThat(RunClient.begun(run(PromotionWorkflow.TYPE))).isEmpty();
  }

  @Test
  void aTrainingCountsItsOwnStepsWhateverItBegan() {
    assertThat(RunClient.begun(run(TrainingWorkflow.TYPE, "run/t-validation-5"))).isEmpty();
  }

  private static DescribeWorkflowExecutionResponse run(String type, String... children) {
    DescribeWorkflowExecutionResponse.Builder run = DescribeWorkflowExecutionResponse.newBuilder();
    run.getWorkflowExecutionInfoBuilder().getTypeBuilder().setName(type);
    for (String child : children) {
      run.addPendingChildrenBuilder().setWorkflowId(child);
    }
    return run.build();
  }
}
