// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.training.CurvePoint;
import org.routerr1.activities.training.StepReport;
import org.routerr1.activities.training.TrainingActivities;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.workflows.episode.RunProgress;
import org.routerr1.workflows.evaluation.EvaluationInput;
import org.routerr1.workflows.evaluation.EvaluationWorkflow;

class TrainingWorkflowTest {

  private static final String QUEUE = "trainings";

  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final List<String> abandoned = new ArrayList<>();

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void aRunThatFailsIsTidiedUpAfter() {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(TrainingWorkflowImpl.class);
    worker.registerActivitiesImplementations(new Learner());
    environment.start();
    TrainingConfig config = TrainingConfig.named("specialists").shortened(9).withoutValidation();
    TrainingSpec spec = new TrainingSpec("r", config, 1, null, 1, false, "a command");
    TrainingWorkflow training =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                TrainingWorkflow.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    assertThatThrownBy(() -> training.train(TrainingInput.of(spec)))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining("not finite");
    assertThat(abandoned).containsExactly("r");
  }

  @Test
  void episodesAreComparedWithTheVersionFromWhichTheyGoOn() {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(TrainingWorkflowImpl.class, Looks.class);
    worker.registerActivitiesImplementations(new Episodes());
    environment.start();
    TrainingConfig config = TrainingConfig.named("grpo").continued().shortened(2);
    TrainingSpec spec = new TrainingSpec("r", config, 1, "grpo@1", 1, false, "a command");
    TrainingDocument document =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                TrainingWorkflow.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
            .train(TrainingInput.of(spec));
    assertThat(document.curve()).extracting(CurvePoint::step).containsExactly(0, 2);
    assertThat(document.curve())
        .extracting(CurvePoint::version)
        .containsExactly("r-validation-0 beside null", "r-validation-2 beside r-validation-0");
  }

  /** Says what it was asked for. */
  public static final class Looks implements EvaluationWorkflow {

    @Override
    public String evaluate(EvaluationInput input) {
      return input.spec().run() + " beside " + input.spec().beside();
    }

    @Override
    public RunProgress progress() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public void pause() {
      throw new AssertionError("nobody pauses it");
    }

    @Override
    public void resume() {
      throw new AssertionError("nobody pauses it");
    }
  }

  /** Learns from no episodes at all; a look's version is the document that it reads. */
  private final class Episodes extends Learner {

    @Override
    public List<EpisodeInput> groups(TrainingSpec spec, int step, String version) {
      return List.of();
    }

    @Override
    public StepReport learn(TrainingSpec spec, int step, double rate, List<String> groups) {
      return StepReport.NONE;
    }

    @Override
    public String publish(TrainingSpec spec, String name, String label, List<CurvePoint> curve) {
      return name + "@2";
    }

    @Override
    public void checkpoint(TrainingSpec spec, String label) {}

    @Override
    public CurvePoint look(String document, int step, String version, StepReport last) {
      return new CurvePoint(step, step, 0, 0, 0, 0, 0, 0, Map.of(), document, 0, List.of());
    }

    @Override
    public TrainingDocument finish(TrainingDocument document) {
      return document;
    }
  }

  /** Its third update diverges. */
  private class Learner implements TrainingActivities {

    @Override
    public Opened open(TrainingSpec spec) {
      return new Opened("base", 0);
    }

    @Override
    public StepReport teach(TrainingSpec spec, int step, double rate) {
      if (step == 3) {
        throw ApplicationFailure.newNonRetryableFailure("the loss is not finite", "diverged");
      }
      return StepReport.NONE;
    }

    @Override
    public void abandon(String run) {
      abandoned.add(run);
    }

    @Override
    public List<EpisodeInput> groups(TrainingSpec spec, int step, String version) {
      throw new AssertionError("nothing is played");
    }

    @Override
    public StepReport learn(TrainingSpec spec, int step, double rate, List<String> groups) {
      throw new AssertionError("nothing is played");
    }

    @Override
    public String publish(TrainingSpec spec, String name, String label, List<CurvePoint> curve) {
      throw new AssertionError("nothing is published");
    }

    @Override
    public void checkpoint(TrainingSpec spec, String label) {
      throw new AssertionError("nothing is kept");
    }

    @Override
    public CurvePoint look(String document, int step, String version, StepReport last) {
      throw new AssertionError("nobody looks");
    }

    @Override
    public TrainingDocument finish(TrainingDocument document) {
      throw new AssertionError("it does not finish");
    }
  }
}
