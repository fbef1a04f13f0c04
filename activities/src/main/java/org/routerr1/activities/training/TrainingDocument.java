// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A training's result, as {@code train --json} prints it in snake case.
 *
 * @param stopped why: {@code done}, {@code time}, {@code early}, {@code budget}
 * @param nanoUsd what candidates were paid: for what no recording held, and in looks at live
 *     questions
 * @param updates what every step's update said
 */
public record TrainingDocument(
    String run,
    String config,
    long seed,
    String parent,
    String policyVersion,
    String stopped,
    int steps,
    long episodes,
    long tokens,
    long nanoUsd,
    long ms,
    List<CurvePoint> curve,
    List<StepReport> updates,
    String html) {

  public TrainingDocument {
    curve = List.copyOf(curve);
    updates = List.copyOf(updates);
  }

  /** Tokens a second of the learner's own time; 0 where nothing was learnt. */
  public double pace() {
    long learnt = updates.stream().mapToLong(StepReport::tokens).sum();
    long micros = updates.stream().mapToLong(StepReport::micros).sum();
    return micros == 0 ? 0 : learnt * 1e6 / micros;
  }

  /** The look at what it ends with; empty: there was none. */
  public Optional<CurvePoint> ending() {
    String bytes = policyVersion.substring(policyVersion.indexOf('@') + 1);
    return curve.stream().filter(look -> look.version().endsWith("@" + bytes)).findFirst();
  }

  /** What a version of the curve is called among people; others by their names. */
  String called(String version) {
    return curve.stream()
        .filter(look -> look.version().equals(version))
        .findFirst()
        .map(look -> "step " + look.step())
        .orElse(version);
  }

  /**
   * What it ends with less others, on questions that nobody trains on; empty where nobody looked.
   */
  public String compared() {
    return ending().map(this::compared).orElse("");
  }

  /** A look less others, with 95 % intervals. */
  String compared(CurvePoint look) {
    return look.pairs().stream()
        .map(pair ->
            String.format(
                Locale.ROOT,
                "less %s %.3f [%.3f, %.3f]",
                called(pair.against()),
                pair.difference(),
                pair.low(),
                pair.high()))
        .collect(Collectors.joining(", "));
  }

  /** The same, with what its updates said and the page that shows it. */
  public TrainingDocument with(List<StepReport> said, String page) {
    return new TrainingDocument(
        run,
        config,
        seed,
        parent,
        policyVersion,
        stopped,
        steps,
        episodes,
        tokens,
        nanoUsd,
        ms,
        curve,
        said,
        page);
  }
}
