// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingConfig.Lessons;
import org.routerr1.activities.training.TrainingConfig.MadeWorld;
import org.routerr1.activities.training.TrainingConfig.Reinforcement;
import org.routerr1.activities.training.TrainingConfig.Validation;

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
        new MadeWorld("trade_off", 16, 12),
        new Lessons(0, 4, 1e-2, 1e-2, 6, false),
        new Reinforcement(steps, 4, 4, 2, 1e-2),
        new Validation(steps, 5),
        4,
        10,
        4);
  }
}
