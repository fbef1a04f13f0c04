// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

/** How a scheduled retraining ended. */
public record RetrainingOutcome(String run, String version, boolean promoted, String reason) {}
