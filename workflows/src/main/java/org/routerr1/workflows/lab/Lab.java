// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.lab;

import io.temporal.worker.Worker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.EpisodeActivitiesImpl;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.RecordingClient;
import org.routerr1.activities.episode.Recordings;
import org.routerr1.activities.episode.WorldClient;
import org.routerr1.activities.episode.Worlds;
import org.routerr1.activities.evaluation.AskActivitiesImpl;
import org.routerr1.activities.evaluation.EvaluationActivitiesImpl;
import org.routerr1.workflows.RouterExtension;
import org.routerr1.workflows.RouterHands;
import org.routerr1.workflows.episode.EpisodeWorkflowImpl;
import org.routerr1.workflows.evaluation.EvaluationWorkflowImpl;

/** Episodes, evaluations and training on the router's task queue. */
public final class Lab implements RouterExtension {

  private final LabFiles files;
  private final Worlds worlds = new Worlds();
  private final Recordings recordings;
  private final Clock clock;

  /**
   * @param data the directory for runs and recordings
   */
  public Lab(Path data) {
    this.files = new LabFiles(data);
    this.recordings = new Recordings(files);
    this.clock = Clock.systemUTC();
  }

  @Override
  public List<CandidateClient.Provider> candidates(CandidateClient plain) {
    return List.of(new WorldClient(worlds), new RecordingClient(recordings, plain, clock));
  }

  @Override
  public void register(Worker worker, RouterHands hands) {
    worker.registerWorkflowImplementationTypes(
        EpisodeWorkflowImpl.class, EvaluationWorkflowImpl.class);
    Environments environments = new Environments(worlds, hands.catalogues(), recordings);
    worker.registerActivitiesImplementations(
        new EpisodeActivitiesImpl(environments, hands.catalogues(), files),
        new EvaluationActivitiesImpl(hands.policy(), environments, files),
        new AskActivitiesImpl(environments, hands.candidates()));
  }

  @Override
  public void close() {}
}
