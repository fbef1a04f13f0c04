// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.episode;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeSummary;

/** Plays one group: a question and its samples, each by the loop that serves queries. */
@WorkflowInterface
public interface EpisodeWorkflow {

  String TYPE = "router-r1.episode";

  @WorkflowMethod(name = TYPE)
  EpisodeSummary play(EpisodeInput input);
}
