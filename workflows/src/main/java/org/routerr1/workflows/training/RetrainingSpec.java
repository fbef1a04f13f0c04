// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import org.routerr1.activities.training.TrainingConfig;

/**
 * What a schedule does each time: train, compare, promote or refuse.
 *
 * @param suite that the gate compares on
 * @param questions of the comparison
 */
public record RetrainingSpec(TrainingConfig config, String suite, int questions) {}
