// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.worlds.questions.QuestionFile;

/**
 * How much an evaluation will be, said before it begins. Seconds are those of two cores without
 * bf16, over the local models of the default catalogue.
 *
 * @param episodes ways through a question
 * @param direct questions that every candidate is asked as they are
 * @param live whether real candidates are asked, and billed
 */
public record Estimate(long episodes, long direct, boolean live) {

  /** The bridges, and a fifth as many comparisons and three hops. */
  private static final double SETS_OF_MADE_WORLDS = 1.4;

  /** Bridges with two prices exchanged, and under other names, at one trade-off each. */
  private static final int VARIANTS = 2;

  /** The tested questions, and half as many that baselines are fitted on. */
  private static final double ASKED_DIRECTLY = 1.5;

  private static final double SECONDS_IN_A_MADE_WORLD = 1.9;
  private static final double SECONDS_OF_A_LIVE_EPISODE = 4;
  private static final double SECONDS_ASKED_DIRECTLY = 1.8;

  /** Of an evaluation. */
  public static Estimate of(EvaluationSpec spec) {
    // Where none is named, the suite's own newest version plays, and the untrained model.
    int policies = spec.policies().isEmpty() ? 2 : spec.policies().size();
    boolean made = spec.data() == null && !spec.suite().equals(EvaluationSpec.HOME);
    int files = files(spec.data());
    return of(
        policies, spec.limit() * files, spec.tradeOffs().size(), made, spec.recording() == null);
  }

  /** Of the comparison that a gate asks for: of two versions. */
  public static Estimate of(PromotionSpec spec) {
    boolean made = !spec.suite().equals(EvaluationSpec.HOME);
    return of(2, spec.questions(), PromotionSpec.TRADE_OFFS.size(), made, true);
  }

  private static Estimate of(
      int policies, int questions, int tradeOffs, boolean made, boolean asked) {
    double plays = made ? tradeOffs * SETS_OF_MADE_WORLDS + VARIANTS : tradeOffs;
    boolean live = !made && asked;
    return new Estimate(
        Math.round(policies * questions * plays),
        live ? Math.round(questions * ASKED_DIRECTLY) : 0,
        live);
  }

  private static int files(@Nullable String data) {
    return data == null || !Files.isDirectory(Path.of(data))
        ? 1
        : QuestionFile.paths(Path.of(data)).size();
  }

  /** How long it takes where nothing else computes. */
  public long seconds() {
    double each = live ? SECONDS_OF_A_LIVE_EPISODE : SECONDS_IN_A_MADE_WORLD;
    return Math.round(episodes * each + direct * SECONDS_ASKED_DIRECTLY);
  }

  @Override
  public String toString() {
    return "about %d episodes%s, %s on a machine of two cores; %s"
        .formatted(
            episodes,
            live ? " and %d questions that every candidate is asked".formatted(direct) : "",
            RunWatch.duration(seconds()),
            live
                ? "candidates are asked and billed as the catalogue says"
                : "candidates of made worlds and of recordings cost nothing");
  }
}
