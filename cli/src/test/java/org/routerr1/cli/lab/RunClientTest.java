// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.evaluation.RecordingSpec;
import org.routerr1.workflows.evaluation.RecordingInput;

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
}
