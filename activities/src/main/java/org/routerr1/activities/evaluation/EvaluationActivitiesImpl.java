// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.worlds.BadFileException;

/** Plans and reports evaluations; what is wrong with a specification fails for good. */
public final class EvaluationActivitiesImpl implements EvaluationActivities {

  private final PolicyClient policy;
  private final Planning planning;
  private final Reporting reporting;

  public EvaluationActivitiesImpl(PolicyClient policy, Environments environments, LabFiles files) {
    this.policy = policy;
    this.planning = new Planning(environments);
    this.reporting = new Reporting(environments, files);
  }

  @Override
  public EvaluationPlan plan(EvaluationSpec spec) {
    return orRefused(() -> planning.plan(spec, new PolicyNames(policy.versions()).resolve(spec)));
  }

  @Override
  public String report(EvaluationSpec spec, EvaluationPlan plan) {
    return orRefused(() -> reporting.report(spec, plan));
  }

  private static <T> T orRefused(Supplier<T> work) {
    try {
      return work.get();
    } catch (BadFileException | IllegalArgumentException e) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(e.getMessage()), FailureCode.REJECTED.wire());
    }
  }
}
