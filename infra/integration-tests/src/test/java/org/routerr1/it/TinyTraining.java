// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import org.routerr1.activities.training.TrainingConfig;

/**
 * A recipe that changes the tiny model within a few steps: reinforcement, since the teacher's
 * sub-questions are too long where a token is a byte. What it learns is not to ask in vain.
 */
final class TinyTraining {

  /** The gate's comparison without renamed and swapped questions, which it does not judge by. */
  static final String SUITE = "validation:trade_off";

  private TinyTraining() {}

  static TrainingConfig steps(int steps) {
    return new TrainingConfig(
        "specialists",
        "trade_off",
        16,
        12,
        4,
        4,
        0,
        1e-2,
        1e-2,
        6,
        false,
        steps,
        4,
        4,
        2,
        1e-2,
        steps,
        5,
        10,
        4);
  }
}
