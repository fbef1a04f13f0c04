// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation is to play: policies × data sets × trade-offs.
 *
 * @param run its id
 * @param suite {@code specialists}, {@code coverage}, {@code home}, or {@code data}
 * @param facts a file that specialists are made from; null: the project's facts
 * @param data a folder of question files, or one; set for the suite {@code data}
 * @param seed of worlds, samples and intervals
 * @param limit questions of each data set
 * @param tradeOffs 0 to 1, each once
 * @param policies versions by name, or {@code untrained}; empty: the suite's own, and untrained
 * @param baselines names; empty: all
 * @param recording that replies are taken from; null: candidates are asked
 * @param budgetNanoUsd the most that asking candidates may cost; null: unlimited
 * @param parallel groups at a time
 * @param beside a run on the same questions, whose policies are compared too; null: none
 */
public record EvaluationSpec(
    String run,
    String suite,
    @Nullable String facts,
    @Nullable String data,
    long seed,
    int limit,
    List<Double> tradeOffs,
    List<String> policies,
    List<String> baselines,
    @Nullable String recording,
    @Nullable Long budgetNanoUsd,
    int parallel,
    @Nullable String beside) {

  public static final String SPECIALISTS = "specialists";

  /** The world in which money hardly matters: that of the {@code grpo} training. */
  public static final String COVERAGE = "coverage";

  public static final String HOME = "home";
  public static final String DATA = "data";

  /** Begins the suites of short looks; the world's rules follow. */
  public static final String VALIDATION = "validation:";

  public EvaluationSpec {
    tradeOffs = List.copyOf(tradeOffs);
    policies = List.copyOf(policies);
    baselines = List.copyOf(baselines);
  }

  /**
   * A short look at one version in a made world of facts and seed that nobody trains on: bridge
   * questions only.
   *
   * @param rules of the world
   * @param beside an earlier look, which it is compared with; null: with none
   */
  public static EvaluationSpec validation(
      String run,
      String rules,
      long seed,
      int questions,
      String version,
      int parallel,
      @Nullable String beside) {
    return new EvaluationSpec(
        run,
        VALIDATION + rules,
        rules.equals(HOME) ? null : "made:" + (seed + 1_000_003) + ":48:40",
        null,
        seed + 1,
        questions,
        !rules.equals("coverage")
            ? List.of(0.0, .25, .5, .75, 1.0)
            : List.of(0.0, 1 / 3.0, 2 / 3.0, 1.0),
        List.of(version),
        List.of("best_constant", "oracle"),
        null,
        null,
        parallel,
        beside);
  }
}
