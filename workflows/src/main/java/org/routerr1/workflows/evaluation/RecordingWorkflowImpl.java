// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import org.routerr1.activities.evaluation.DirectAsking;
import org.routerr1.activities.evaluation.RecordingActivities;
import org.routerr1.activities.evaluation.RecordingDocument;
import org.routerr1.workflows.LongSteps;
import org.routerr1.workflows.episode.RunProgress;

/** Some questions a step; what was recorded before is not asked again. */
public final class RecordingWorkflowImpl implements RecordingWorkflow {

  /** Then the history is begun anew. */
  private static final int STEPS_OF_A_RUN = 1_000;

  private final RecordingActivities hands =
      Workflow.newActivityStub(
          RecordingActivities.class, LongSteps.options(Duration.ofMinutes(10)));

  private final RecordingInput input;
  private String phase = "asking, step";
  private int done;
  private int steps;
  private Asking asked;
  private boolean paused;

  @WorkflowInit
  public RecordingWorkflowImpl(RecordingInput input) {
    this.input = input;
    this.done = input.next();
    this.asked = input.asked();
  }

  @Override
  public RecordingDocument record(RecordingInput same) {
    List<DirectAsking> asking =
        input.asking().isEmpty() ? hands.plan(input.spec()) : input.asking();
    DirectQuestions questions = new DirectQuestions(asking, asked);
    steps = questions.steps();
    int end = Math.min(steps, input.next() + STEPS_OF_A_RUN);
    while (done < end) {
      Workflow.await(() -> !paused);
      questions.step(done);
      asked = questions.asked();
      done++;
    }
    if (done < steps) {
      Workflow.await(() -> !paused);
      Workflow.continueAsNew(new RecordingInput(input.spec(), asking, done, asked, startedAt()));
    }
    phase = "asking again whoever did not answer, step";
    questions.again(() -> !paused);
    asked = questions.asked();
    return hands.grade(input.spec(), asking, Workflow.currentTimeMillis() - startedAt());
  }

  private long startedAt() {
    return input.startedAtMillis() > 0
        ? input.startedAtMillis()
        : Workflow.getInfo().getRunStartedTimestampMillis();
  }

  @Override
  public RunProgress progress() {
    return new RunProgress(phase, done, steps, asked.allFailed(), asked.allNanoUsd(), paused);
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }
}
