// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;

/** Retraining at fixed times: while one is under way, further times are skipped. */
public final class RetrainingSchedule {

  /** A time that passed while nobody was there is left out, unless it was only just missed. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private RetrainingSchedule() {}

  /**
   * As Temporal keeps it.
   *
   * @param options of the workflow that each time starts; Temporal adds the time to its id
   */
  public static Schedule of(RetrainingSpec spec, ScheduleSpec times, WorkflowOptions options) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(RetrainingWorkflow.TYPE)
                .setArguments(spec)
                .setOptions(options)
                .build())
        .setSpec(times)
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(LATE)
                .build())
        .build();
  }
}
