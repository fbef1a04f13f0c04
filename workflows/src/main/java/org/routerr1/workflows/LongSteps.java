// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * Options of activities that may take longer than their worker lives: always with a heartbeat,
 * which {@link KeepAlive} gives, or a worker's death would be noticed at their own time limit only.
 */
public final class LongSteps {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private LongSteps() {}

  /** Tried again for as long as it takes, every five seconds at the latest. */
  public static ActivityOptions options(Duration startToClose) {
    return options(
        startToClose, RetryOptions.newBuilder().setMaximumInterval(LONGEST_WAIT).build());
  }

  /** With a way of trying again of their own. */
  public static ActivityOptions options(Duration startToClose, RetryOptions retry) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(startToClose)
        .setHeartbeatTimeout(RouterWorkers.LIFE_SIGN)
        .setRetryOptions(retry)
        .build();
  }
}
