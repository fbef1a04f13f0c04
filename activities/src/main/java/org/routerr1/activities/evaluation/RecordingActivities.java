// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What a recording does before and after the asking. Safe to repeat. */
@ActivityInterface
public interface RecordingActivities {

  String PLAN = "router-r1.recording.plan";
  String GRADE = "router-r1.recording.grade";

  @ActivityMethod(name = PLAN)
  List<DirectAsking> plan(RecordingSpec spec);

  /** Writes the graded rows. */
  @ActivityMethod(name = GRADE)
  RecordingDocument grade(RecordingSpec spec, List<DirectAsking> asked, long millis);
}
