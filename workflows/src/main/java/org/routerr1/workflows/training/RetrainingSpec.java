// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.training.TrainingConfig;

/**
 * What a schedule does each time: train, compare, promote or refuse.
 *
 * @param suite that the gate compares on
 * @param questions of the comparison
 * @param budgetNanoUsd the most that each time may pay candidates, for practice on what is not
 *     recorded and then for the comparison; null: users' questions are not practised on, and the
 *     comparison is without limit
 */
public record RetrainingSpec(
    TrainingConfig config, String suite, int questions, @Nullable Long budgetNanoUsd) {}
