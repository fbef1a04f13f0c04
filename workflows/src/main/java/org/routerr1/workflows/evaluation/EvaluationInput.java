// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.evaluation.EvaluationPlan;
import org.routerr1.activities.evaluation.EvaluationSpec;

/**
 * An evaluation, and how far it is.
 *
 * @param plan null at the beginning
 * @param next the group to go on with
 */
public record EvaluationInput(
    EvaluationSpec spec, @Nullable EvaluationPlan plan, int next, int failed, long nanoUsd) {

  public static EvaluationInput of(EvaluationSpec spec) {
    return new EvaluationInput(spec, null, 0, 0, 0);
  }
}
