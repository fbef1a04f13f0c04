// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.QueryActivities;
import org.routerr1.core.failure.FailureCode;

/** The failure that ends a query when a step could not be done within all patience. */
public final class StepFailures {

  private StepFailures() {}

  /** Of the type that the step's last attempt gave; final, whatever a retry could do. */
  public static ApplicationFailure typed(ActivityFailure failure) {
    for (@Nullable Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure told) {
        return ApplicationFailure.newNonRetryableFailure(told.getOriginalMessage(), told.getType());
      }
    }
    FailureCode code =
        QueryActivities.ROUND.equals(failure.getActivityType())
            ? FailureCode.POLICY_UNAVAILABLE
            : FailureCode.BOOKS_UNAVAILABLE;
    return ApplicationFailure.newNonRetryableFailure(
        "the step " + failure.getActivityType() + " never ended", code.wire());
  }
}
