// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.training.PracticeActivities.Since;

/**
 * How a scheduled retraining ended.
 *
 * @param read how far it has read feedback and recordings; the next one goes on there
 */
public record RetrainingOutcome(
    String run, String version, boolean promoted, String reason, @Nullable Since read) {}
