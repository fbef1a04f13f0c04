// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What an episode does beside the loop: its scene before, its grade after. Safe to repeat. */
@ActivityInterface
public interface EpisodeActivities {

  String OPEN = "router-r1.episode.open";
  String SETTLE = "router-r1.episode.settle";

  /** Draws the scene and keeps its catalogue in the books. */
  @ActivityMethod(name = OPEN)
  OpenedEpisode open(EpisodeInput input);

  /** Grades the samples and writes the group's file. */
  @ActivityMethod(name = SETTLE)
  EpisodeSummary settle(EpisodeInput input, List<PlayedSample> played);
}
