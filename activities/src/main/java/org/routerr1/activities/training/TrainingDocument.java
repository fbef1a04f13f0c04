// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;

/**
 * A training's result, as {@code train --json} prints it in snake case.
 *
 * @param stopped why: {@code done}, {@code time}, {@code early}, {@code budget}
 * @param nanoUsd what candidates were paid for what no recording held
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
    String html) {

  public TrainingDocument {
    curve = List.copyOf(curve);
  }

  /** The same, with the page that shows it. */
  public TrainingDocument shownIn(String page) {
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
        page);
  }
}
