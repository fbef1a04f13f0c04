// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * How a query's steps are run. Temporal retries what our own infrastructure could not do (the
 * policy server, the database, the worker itself); a candidate's failure is a result, whose
 * repetition is the workflow's own matter.
 */
final class StepOptions {

  /** A decision's own time limit; the policy client's is shorter. */
  static final Duration DECISION = Duration.ofMinutes(3);

  /** What reading and writing the books may add to a call's own time limit. */
  static final Duration BOOKS = Duration.ofSeconds(30);

  /**
   * After the deadline, the time in which policy and books must come back: the query's hard limit.
   */
  static final Duration PATIENCE = Duration.ofHours(1);

  /** What an ended query waits for its books to be closed. */
  static final Duration CLOSING = Duration.ofMinutes(5);

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** Soon enough that a restarted server is noticed in two seconds, for as long as it takes. */
  private static final RetryOptions INFRASTRUCTURE =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMillis(100))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(2))
          .build();

  private StepOptions() {}

  /** A step inside the workflow's worker; its arguments stay out of the history. */
  static LocalActivityOptions local(Duration startToClose, Duration hardLimit) {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(startToClose)
        .setScheduleToCloseTimeout(hardLimit)
        // Longer waits would become workflow timers; at two seconds at most there are none.
        .setLocalRetryThreshold(Duration.ofSeconds(10))
        .setRetryOptions(INFRASTRUCTURE)
        .setDoNotIncludeArgumentsIntoMarker(true)
        .build();
  }

  /** A call on its candidate's own task queue. */
  static ActivityOptions queued(
      String taskQueue, Duration scheduleToStart, Duration startToClose, Duration hardLimit) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setScheduleToStartTimeout(scheduleToStart)
        .setStartToCloseTimeout(startToClose)
        .setScheduleToCloseTimeout(hardLimit)
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.TRY_CANCEL)
        .setRetryOptions(INFRASTRUCTURE)
        .build();
  }
}
