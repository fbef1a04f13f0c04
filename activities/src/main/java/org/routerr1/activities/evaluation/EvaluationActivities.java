// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What an evaluation does before and after its episodes. Safe to repeat. */
@ActivityInterface
public interface EvaluationActivities {

  String PLAN = "router-r1.evaluation.plan";
  String REPORT = "router-r1.evaluation.report";

  /** Resolves names and reads what is to be asked; a bad specification fails for good. */
  @ActivityMethod(name = PLAN)
  EvaluationPlan plan(EvaluationSpec spec);

  /**
   * Plays the scripts, compares, and writes the document and the page.
   *
   * @return the document's path
   */
  @ActivityMethod(name = REPORT)
  String report(EvaluationSpec spec, EvaluationPlan plan);
}
