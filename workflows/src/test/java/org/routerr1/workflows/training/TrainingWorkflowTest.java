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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.training.CurvePoint;
import org.routerr1.activities.training.StepReport;
import org.routerr1.activities.training.TrainingActivities;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;

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

  /** Its third update diverges. */
  private final class Learner implements TrainingActivities {

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
