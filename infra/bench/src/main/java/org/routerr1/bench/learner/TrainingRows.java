// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.learner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingConfig.Lessons;
import org.routerr1.activities.training.TrainingConfig.MadeWorld;
import org.routerr1.activities.training.TrainingConfig.Reinforcement;
import org.routerr1.activities.training.TrainingConfig.Validation;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.bench.drill.TrainingGround;
import org.routerr1.bench.drill.TrainingRun;
import org.routerr1.bench.load.BenchQueries;
import org.routerr1.bench.process.Doubles;
import org.routerr1.bench.process.MetricsPage;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Compared;
import org.routerr1.workflows.QueryInput;

/** What a training costs beside the policy server's work, and what it costs those who ask. */
final class TrainingRows implements AutoCloseable {

  /** Of a step's time, what is not the policy server's work may be so many hundredths. */
  private static final double OVERHEAD = 15;

  /** How much slower those who ask may be answered. */
  private static final double SLOWER = 3;

  private static final int MINUTES = 60;

  private final Doubles.Listening pool;
  private final TrainingGround ground;
  private int asked;

  TrainingRows(Common common, Path dir, Path model, int context) throws InterruptedException {
    this.pool =
        Doubles.pool(dir.resolve("logs"), List.of("--model=" + TrainingGround.CANDIDATE + "=0"));
    try {
      this.ground = TrainingGround.start(common, dir, model, context, pool.apiUrl());
    } catch (RuntimeException | InterruptedException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * Of the time of some steps of reinforcement, the share in which the policy server neither
   * decided nor learnt: Temporal's, with all that stands beside it, so an upper bound.
   */
  Compared overhead(int steps) throws InterruptedException {
    // A step first, so that all is loaded and compiled.
    TrainingRun run = ground.begin(spec("overhead", steps + 1));
    run.awaitStep(1);
    MetricsPage before = ground.policyMetrics();
    long begun = System.nanoTime();
    run.awaitStep(steps + 1);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double busy = busy(ground.policyMetrics()) - busy(before);
    run.result();
    return Compared.of(
        "episode_overhead",
        "%",
        false,
        List.of(100 * (1 - busy / seconds)),
        "limit",
        List.of(OVERHEAD),
        1.0);
  }

  /** Seconds in which it decided or learnt. */
  private static double busy(MetricsPage page) {
    double learnt =
        page.values().entrySet().stream()
            .filter(e -> e.getKey().startsWith("grpc_server_processing_duration_seconds_sum{"))
            .filter(e -> e.getKey().contains("method=\"Update\""))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    return learnt + page.get("router_policy_step_seconds_sum");
  }

  /** How long an answer takes while nobody trains, and while somebody does; medians. */
  Compared ask(int questions) throws InterruptedException {
    millis();
    List<Double> idle = asked(questions);
    TrainingRun run = ground.begin(spec("beside", 1000));
    List<Double> beside = new ArrayList<>();
    try {
      run.awaitStep(1);
      beside.addAll(asked(questions));
      if (run.ended()) {
        throw new IllegalStateException("the training was over before the last answer");
      }
    } finally {
      run.cancel();
    }
    return Compared.of("ask_while_training", "ms", false, beside, "while idle", idle, 1 / SLOWER);
  }

  private List<Double> asked(int questions) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      millis.add(millis());
    }
    return millis;
  }

  private double millis() {
    String id = "asked-" + ++asked;
    long begun = System.nanoTime();
    ground
        .client()
        .ask(
            new QueryInput(
                id,
                "default",
                "Who was asked as number " + asked + "?",
                BenchQueries.options(TrainingGround.CANDIDATE),
                null,
                null));
    return (System.nanoTime() - begun) / 1e6;
  }

  /** Steps of reinforcement alone: eight episodes each, of two questions. */
  private static TrainingSpec spec(String run, int steps) {
    TrainingConfig config =
        new TrainingConfig(
            run,
            new MadeWorld("trade_off", 16, 12),
            new Lessons(0, 2, 1e-4, 1e-4, 1, false),
            new Reinforcement(steps, 2, 4, 1, 1e-4),
            new Validation(0, 5),
            2,
            MINUTES,
            8);
    return new TrainingSpec(run, config, 1, null, 1, false, "./router bench learner");
  }

  @Override
  public void close() {
    ground.close();
    pool.close();
  }
}
