// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeSummary;
import org.routerr1.activities.evaluation.EvaluationActivities;
import org.routerr1.activities.evaluation.EvaluationPlan;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.workflows.LongSteps;
import org.routerr1.workflows.episode.EpisodeGroups;
import org.routerr1.workflows.episode.RunProgress;

/**
 * Plays group after group, some at a time, and goes on as a new run before the history grows long.
 */
public final class EvaluationWorkflowImpl implements EvaluationWorkflow {

  /** A group is about eight events. */
  private static final int GROUPS_OF_A_RUN = 500;

  private final EvaluationActivities hands =
      Workflow.newActivityStub(
          EvaluationActivities.class, LongSteps.options(Duration.ofMinutes(30)));

  private final EvaluationInput input;
  private @Nullable EvaluationPlan plan;
  private String phase = "planning";
  private int done;
  private Asking asked = Asking.NONE;

  /** Of the phase in which candidates are asked directly; 0 in all others. */
  private int questionSteps;

  private int questionsDone;
  private int failed;
  private long nanoUsd;
  private boolean paused;

  @WorkflowInit
  public EvaluationWorkflowImpl(EvaluationInput input) {
    this.input = input;
    this.plan = input.plan();
    this.done = input.next();
    this.failed = input.failed();
    this.nanoUsd = input.nanoUsd();
  }

  @Override
  public String evaluate(EvaluationInput same) {
    EvaluationSpec spec = input.spec();
    EvaluationPlan planned = plan == null ? hands.plan(spec) : plan;
    plan = planned;
    if (input.next() == 0) {
      askDirectly(planned);
    }
    phase = "playing";
    EpisodeGroups groups = new EpisodeGroups(spec.parallel());
    int end = Math.min(planned.groups(), input.next() + GROUPS_OF_A_RUN);
    for (int number = input.next(); number < end; number++) {
      Workflow.await(() -> !paused);
      EpisodeInput group = planned.group(spec.run(), spec.seed(), number);
      groups.start(group, summary -> ended(group, summary));
    }
    groups.await();
    if (end < planned.groups()) {
      Workflow.await(() -> !paused);
      Workflow.continueAsNew(new EvaluationInput(spec, planned, end, failed, nanoUsd));
    }
    phase = "comparing";
    return hands.report(spec, planned);
  }

  private void askDirectly(EvaluationPlan planned) {
    DirectQuestions questions = new DirectQuestions(planned.direct(), Asking.NONE);
    phase = "asking candidates directly, step";
    questionSteps = questions.steps();
    for (int i = 0; i < questionSteps; i++) {
      Workflow.await(() -> !paused);
      questions.step(i);
      asked = questions.asked();
      questionsDone = i + 1;
    }
    phase = "asking again whoever did not answer, step";
    questions.again(() -> !paused);
    failed += questions.asked().allFailed();
    nanoUsd += questions.asked().allNanoUsd();
    asked = Asking.NONE;
    questionSteps = 0;
  }

  private void ended(EpisodeInput group, @Nullable EpisodeSummary summary) {
    done++;
    failed += summary == null ? 1 : summary.failed();
    if (summary != null && group.environment().costsMoney()) {
      nanoUsd += summary.costNanoUsd();
    }
  }

  @Override
  public RunProgress progress() {
    boolean asking = questionSteps > 0;
    return new RunProgress(
        phase,
        asking ? questionsDone : done,
        asking ? questionSteps : plan == null ? 0 : plan.groups(),
        failed + asked.allFailed(),
        nanoUsd + asked.allNanoUsd(),
        paused);
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
