// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.activities.training.Material;
import org.routerr1.activities.training.Practice;
import org.routerr1.activities.training.PracticeActivities;
import org.routerr1.activities.training.PracticeActivities.Gathered;
import org.routerr1.activities.training.PracticeActivities.Since;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.workflows.LongSteps;
import org.routerr1.workflows.RouterWorkers;

/**
 * The seed is the hour's, so that no two retrainings see the same questions. What came since the
 * last one that ended well joins the training.
 */
public final class RetrainingWorkflowImpl implements RetrainingWorkflow {

  private static final long MILLIS_AN_HOUR = 3_600_000;
  private static final String WHO = "schedule";

  private final PracticeActivities practising =
      Workflow.newActivityStub(PracticeActivities.class, LongSteps.options(Duration.ofMinutes(5)));

  @Override
  public RetrainingOutcome retrain(RetrainingSpec spec) {
    String run =
        Workflow.getInfo()
            .getWorkflowId()
            .toLowerCase(Locale.ROOT)
            .replaceAll("^run/", "")
            .replaceAll("[^a-z0-9._-]+", "-");
    long seed = Workflow.currentTimeMillis() / MILLIS_AN_HOUR;
    RetrainingOutcome before = Workflow.getLastCompletionResult(RetrainingOutcome.class);
    Since read = before == null ? null : before.read();
    int most = Practice.QUESTIONS * Practice.mostSteps(spec.config().steps());
    Gathered gathered = practising.gather(run, read == null ? Since.EVER : read, most);
    TrainingDocument trained =
        Workflow.newChildWorkflowStub(TrainingWorkflow.class, options(run + "-training"))
            .train(
                TrainingInput.of(
                    new TrainingSpec(
                        run + "-training",
                        spec.config(),
                        seed,
                        null,
                        1,
                        false,
                        WHO + " " + run,
                        new Material(
                            gathered.recordings(), gathered.questions(), spec.budgetNanoUsd()))));
    PromotionDocument decided =
        Workflow.newChildWorkflowStub(PromotionWorkflow.class, options(run + "-promotion"))
            .promote(
                new PromotionSpec(
                    run + "-promotion",
                    trained.policyVersion(),
                    spec.suite(),
                    null,
                    seed + 1,
                    spec.questions(),
                    PromotionSpec.MARGIN,
                    false,
                    "",
                    WHO,
                    left(spec, trained),
                    gathered.feedback()));
    return new RetrainingOutcome(
        trained.run(), decided.version(), decided.promoted(), decided.reason(), gathered.until());
  }

  /** What the training has left of the budget; nothing is bought with one nano-dollar. */
  private static @Nullable Long left(RetrainingSpec spec, TrainingDocument trained) {
    Long budget = spec.budgetNanoUsd();
    return budget == null ? null : (Long) Math.max(1, budget - trained.nanoUsd());
  }

  private static ChildWorkflowOptions options(String run) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId("run/" + run)
        .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
        .build();
  }
}
