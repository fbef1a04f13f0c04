// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.activities.training.CurvePoint;
import org.routerr1.activities.training.Practice;
import org.routerr1.activities.training.PracticeActivities;
import org.routerr1.activities.training.StepReport;
import org.routerr1.activities.training.TrainingActivities;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.workflows.LongSteps;
import org.routerr1.workflows.RouterWorkers;
import org.routerr1.workflows.episode.EpisodeGroups;
import org.routerr1.workflows.episode.RunProgress;
import org.routerr1.workflows.evaluation.EvaluationInput;
import org.routerr1.workflows.evaluation.EvaluationWorkflow;

/**
 * Step after step; each is applied once, whoever dies in between. The best checkpoint on the
 * validation slice is what is published at the end.
 */
public final class TrainingWorkflowImpl implements TrainingWorkflow {

  /** Then the history is begun anew. */
  private static final int STEPS_OF_A_RUN = 100;

  /** Validations without a new best, after which a training ends. */
  private static final int PATIENCE = 4;

  private static final String BEST = "best";

  private final TrainingActivities hands =
      Workflow.newActivityStub(
          TrainingActivities.class,
          LongSteps.options(
              Duration.ofMinutes(30),
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(500))
                  .setMaximumInterval(Duration.ofSeconds(5))
                  .build()));

  /**
   * For the end of a run that was cancelled or failed: the learner ends the update that it is at
   * first. A server that is away is not waited for.
   */
  private final TrainingActivities tidying =
      Workflow.newActivityStub(
          TrainingActivities.class,
          LongSteps.options(
              Duration.ofMinutes(30), RetryOptions.newBuilder().setMaximumAttempts(3).build()));

  private final PracticeActivities practising =
      Workflow.newActivityStub(PracticeActivities.class, LongSteps.options(Duration.ofMinutes(5)));

  private final TrainingInput input;
  private final TrainingSpec spec;
  private final TrainingConfig config;
  private final List<CurvePoint> curve;
  private @Nullable String parent;
  private @Nullable StepReport last;
  private @Nullable Practice practice;
  private long nanoUsd;
  private int step;
  private WorkedTime worked;
  private long episodes;
  private long tokens;
  private int best;
  private String phase = "opening";
  private boolean paused;

  @WorkflowInit
  public TrainingWorkflowImpl(TrainingInput input) {
    this.input = input;
    this.spec = input.spec();
    this.config = spec.config();
    this.curve = new ArrayList<>(input.curve());
    this.parent = input.parent();
    this.step = input.step();
    this.worked = input.worked();
    this.episodes = input.episodes();
    this.tokens = input.tokens();
    this.best = input.best();
    this.last = input.last();
    this.practice = input.practice();
    this.nanoUsd = input.nanoUsd();
  }

  @Override
  public TrainingDocument train(TrainingInput same) {
    try {
      return trained();
    } catch (TemporalFailure e) {
      Workflow.newDetachedCancellationScope(this::abandon).run();
      throw e;
    }
  }

  private void abandon() {
    phase = "ending, once the update under way is done";
    try {
      tidying.abandon(spec.run());
    } catch (ActivityFailure e) {
      Workflow.getLogger(TrainingWorkflowImpl.class)
          .warn("{} could not be tidied up: {}", spec.run(), e.getMessage());
    }
  }

  private TrainingDocument trained() {
    if (parent == null) {
      // What cannot be practised on is told before anything is learnt.
      practice = spec.material() == null ? null : practising.plan(spec);
      parent = hands.open(spec).parentVersion();
    }
    if (step == 0 && taught() == 0 && config.validation().every() > 0) {
      validate();
    }
    int end = Math.min(steps(), input.step() + STEPS_OF_A_RUN);
    String stopped = "done";
    while (step < end && stopped.equals("done")) {
      Workflow.await(() -> !paused);
      long begun = Workflow.currentTimeMillis();
      take(step + 1);
      worked = worked.step(Workflow.currentTimeMillis() - begun);
      // Where the same bytes are asked for, no clock decides how many steps there are.
      boolean late = !spec.deterministic() && worked.millis() > allowedMillis();
      boolean broke = practice != null && practice.isSpent(nanoUsd);
      if (config.validation().every() > 0 && (late || broke || isLookedAt())) {
        validate();
      }
      if (late) {
        stopped = "time";
      } else if (broke && step < steps()) {
        stopped = "budget";
      } else if (best >= 0 && curve.size() - 1 - best >= PATIENCE && step > taught()) {
        stopped = "early";
      }
    }
    if (step < steps() && stopped.equals("done")) {
      Workflow.await(() -> !paused);
      Workflow.continueAsNew(
          new TrainingInput(
              spec,
              parent,
              step,
              worked,
              episodes,
              tokens,
              curve,
              best,
              last,
              startedAt(),
              practice,
              nanoUsd));
    }
    return finish(stopped);
  }

  private int steps() {
    return config.steps() + (practice == null ? 0 : practice.steps());
  }

  /** Also before episodes begin to teach, and before practice: so that it is seen what these do. */
  private boolean isLookedAt() {
    return step % config.validation().every() == 0
        || step == taught()
        || step == config.steps()
        || step == steps();
  }

  /** The last step of the lessons; from then on episodes teach. */
  private int taught() {
    return config.lessons().steps();
  }

  private long allowedMillis() {
    return Duration.ofMinutes(config.minutes()).toMillis();
  }

  private long startedAt() {
    return input.startedAtMillis() > 0
        ? input.startedAtMillis()
        : Workflow.getInfo().getRunStartedTimestampMillis();
  }

  private void take(int number) {
    StepReport report;
    if (number <= taught()) {
      phase = "lessons, step";
      report = hands.teach(spec, number, rate(number));
    } else if (number <= config.steps()) {
      phase = "reinforcement, step";
      report = reinforce(number);
    } else {
      phase = "practice on questions, step";
      report = practise(number, Objects.requireNonNull(practice));
    }
    step = number;
    last = report;
    episodes += report.episodes();
    tokens += report.tokens();
  }

  /** Time counts only where the same bytes are not asked for. */
  private double rate(int number) {
    double gone = (double) worked.millis() / allowedMillis();
    return config.rate(number, spec.deterministic() ? 0 : gone);
  }

  private StepReport reinforce(int number) {
    String version = hands.publish(spec, spec.run(), "", List.of());
    List<EpisodeInput> groups = hands.groups(spec, number, version);
    return hands.learn(spec, number, rate(number), play(groups));
  }

  private StepReport practise(int number, Practice on) {
    String version = hands.publish(spec, spec.run(), "", List.of());
    List<EpisodeInput> groups = practising.groups(spec, on, number - config.steps(), version);
    List<String> played = play(groups);
    nanoUsd = practising.spent(on);
    return hands.learn(spec, number, Practice.RATE, played);
  }

  private List<String> play(List<EpisodeInput> groups) {
    EpisodeGroups playing = new EpisodeGroups(config.parallel());
    List<String> played = new ArrayList<>();
    for (EpisodeInput group : groups) {
      playing.start(
          group,
          summary -> {
            if (summary != null) {
              played.add(group.id());
            }
          });
    }
    playing.await();
    // Ends come in any order; the update's must be the same after a replay and a restart.
    return groups.stream().map(EpisodeInput::id).filter(played::contains).toList();
  }

  private void validate() {
    long looked = Workflow.currentTimeMillis();
    phase = "validation after step";
    String version = hands.publish(spec, spec.run(), "", curve);
    String run = lookAfter(step);
    // What episodes teach is compared with where they began.
    boolean begun = curve.stream().anyMatch(point -> point.step() == taught());
    EvaluationWorkflow validation =
        Workflow.newChildWorkflowStub(
            EvaluationWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId("validation/" + run)
                .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
                .build());
    String document =
        validation.evaluate(
            EvaluationInput.of(
                EvaluationSpec.validation(
                    run,
                    config.world().rules(),
                    spec.seed(),
                    config.validation().questions(),
                    version,
                    config.parallel(),
                    begun ? lookAfter(taught()) : null)));
    StepReport report = last == null ? StepReport.NONE : last;
    curve.add(hands.look(document, step, version, report));
    if (best < 0 || curve.getLast().reward() > curve.get(best).reward()) {
      best = curve.size() - 1;
      hands.checkpoint(spec, BEST);
    }
    worked = worked.look(Workflow.currentTimeMillis() - looked);
  }

  /** The run of the evaluation after a step. */
  private String lookAfter(int number) {
    return spec.run() + "-validation-" + number;
  }

  private TrainingDocument finish(String stopped) {
    phase = "publishing";
    String version = hands.publish(spec, config.name(), best < 0 ? "" : BEST, curve);
    return hands.finish(
        new TrainingDocument(
            spec.run(),
            config.name(),
            spec.seed(),
            parent == null ? "" : parent,
            version,
            stopped,
            step,
            episodes,
            tokens,
            paid(),
            Workflow.currentTimeMillis() - startedAt(),
            curve,
            List.of(),
            ""));
  }

  /** For practice, and in the looks. */
  private long paid() {
    return nanoUsd + curve.stream().mapToLong(CurvePoint::paidNanoUsd).sum();
  }

  @Override
  public RunProgress progress() {
    Long most = spec.deterministic() ? null : (Long) Math.max(0, allowedMillis() - worked.millis());
    return new RunProgress(said() + phase, step, steps(), 0, paid(), paused, most);
  }

  /** How far the policy follows its teacher, or what its samples earned, where that was seen. */
  private String said() {
    if (last == null) {
      return "";
    }
    if (last.agreement() > 0) {
      return String.format(Locale.ROOT, "as the teacher %.2f, ", last.agreement());
    }
    return last.entropy() > 0
        ? String.format(Locale.ROOT, "samples' reward %.2f, ", last.reward())
        : "";
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
