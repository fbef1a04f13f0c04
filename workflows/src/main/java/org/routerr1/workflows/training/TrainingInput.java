// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.training.CurvePoint;
import org.routerr1.activities.training.Practice;
import org.routerr1.activities.training.StepReport;
import org.routerr1.activities.training.TrainingSpec;

/**
 * A training, and how far it is.
 *
 * @param parent null at the beginning
 * @param step the last that was applied
 * @param worked in the steps so far, pauses left out
 * @param practice null: there is none, or at the beginning
 * @param nanoUsd spent on it so far
 * @param best place in the curve of the best validation; −1: none
 */
public record TrainingInput(
    TrainingSpec spec,
    @Nullable String parent,
    int step,
    WorkedTime worked,
    long episodes,
    long tokens,
    List<CurvePoint> curve,
    int best,
    @Nullable StepReport last,
    long startedAtMillis,
    @Nullable Practice practice,
    long nanoUsd) {

  public TrainingInput {
    curve = List.copyOf(curve);
  }

  public static TrainingInput of(TrainingSpec spec) {
    return new TrainingInput(spec, null, 0, WorkedTime.NONE, 0, 0, List.of(), -1, null, 0, null, 0);
  }
}
