// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.evaluation.AskActivities;
import org.routerr1.activities.evaluation.DirectAsking;
import org.routerr1.activities.evaluation.RecordingActivities;
import org.routerr1.activities.evaluation.RecordingDocument;
import org.routerr1.activities.evaluation.RecordingSpec;

class RecordingWorkflowTest {

  private static final String QUEUE = "recordings";
  private static final int QUESTIONS = 20;

  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();

  /** First questions of the steps that were taken, in their order. */
  private final List<Integer> taken = new ArrayList<>();

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void whoWasAwayIsAskedAgainAtTheEnd() {
    // The second step's candidates are away the first two times.
    RecordingDocument document = record(times -> times < 2 ? 3 : 0);
    assertThat(taken).containsExactly(0, 8, 16, 8, 8);
    assertThat(document.rows()).isEqualTo(QUESTIONS);
  }

  @Test
  void whoStaysAwayKeepsNobodyWaitingForEver() {
    record(times -> 3);
    assertThat(taken).containsExactly(0, 8, 16, 8, 8, 8);
  }

  /**
   * @param passing failures of the second step by how often it was taken before
   */
  private RecordingDocument record(IntUnaryOperator passing) {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(RecordingWorkflowImpl.class);
    worker.registerActivitiesImplementations(new Hands(passing));
    environment.start();
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            RecordingWorkflow.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
        .record(RecordingInput.of(new RecordingSpec("r", false, List.of("q"), 1, 100, null)));
  }

  /** Candidates of which some are away in the second step. */
  private final class Hands implements RecordingActivities, AskActivities {

    private final IntUnaryOperator passing;
    private int times;

    Hands(IntUnaryOperator passing) {
      this.passing = passing;
    }

    @Override
    public List<DirectAsking> plan(RecordingSpec spec) {
      List<Integer> places = IntStream.range(0, QUESTIONS).boxed().toList();
      return List.of(new DirectAsking("q", "q", places, List.of(), "q", "v", "r"));
    }

    @Override
    public Asked ask(String catalogueVersion, String source, List<Integer> places) {
      taken.add(places.getFirst());
      int away = places.getFirst() == 8 ? passing.applyAsInt(times++) : 0;
      return new Asked(places.size() - away, away, away, 10);
    }

    @Override
    public RecordingDocument grade(RecordingSpec spec, List<DirectAsking> asked, long millis) {
      return new RecordingDocument(
          "r", QUESTIONS, 1, QUESTIONS, 0, 0, millis, "graded.jsonl", false);
    }
  }
}
