// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Asks candidates questions directly, into a recording. Safe to repeat: what is there stays. */
@ActivityInterface
public interface AskActivities {

  String ASK = "router-r1.recording.ask";

  /** Asks every candidate every one of these questions. */
  @ActivityMethod(name = ASK)
  Asked ask(String catalogueVersion, String source, List<Integer> places);

  /**
   * What came of it.
   *
   * @param passing of those that failed: another time may help
   * @param nanoUsd the replies' price, whether they were asked for now or before
   */
  record Asked(int replies, int failed, int passing, long nanoUsd) {}
}
