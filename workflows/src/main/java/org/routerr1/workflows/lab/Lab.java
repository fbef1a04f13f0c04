// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.lab;

import io.temporal.worker.Worker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
import org.routerr1.activities.evaluation.RecordingActivitiesImpl;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.activities.promotion.PromotionActivitiesImpl;
import org.routerr1.activities.promotion.PromotionBook;
import org.routerr1.activities.training.GrpcLearnerClient;
import org.routerr1.activities.training.LearnerClient;
import org.routerr1.activities.training.PracticeActivitiesImpl;
import org.routerr1.activities.training.TrainingActivitiesImpl;
import org.routerr1.workflows.RouterExtension;
import org.routerr1.workflows.RouterHands;
import org.routerr1.workflows.episode.EpisodeWorkflowImpl;
import org.routerr1.workflows.evaluation.EvaluationWorkflowImpl;
import org.routerr1.workflows.evaluation.RecordingWorkflowImpl;
import org.routerr1.workflows.training.PromotionWorkflowImpl;
import org.routerr1.workflows.training.RetrainingWorkflowImpl;
import org.routerr1.workflows.training.TrainingWorkflowImpl;

/** Episodes, evaluations and training on the router's task queue. */
public final class Lab implements RouterExtension {

  private final LabFiles files;
  private final Worlds worlds = new Worlds();
  private final Recordings recordings;
  private final PromotionBook promotions;
  private final Clock clock;
  private @Nullable LearnerClient learner;

  /**
   * @param data the directory for runs and recordings
   */
  public Lab(Path data) {
    this.files = new LabFiles(data);
    this.recordings = new Recordings(files);
    this.promotions = new PromotionBook(data);
    this.clock = Clock.systemUTC();
  }

  @Override
  public List<CandidateClient.Provider> candidates(CandidateClient plain) {
    return List.of(new WorldClient(worlds), new RecordingClient(recordings, plain, clock));
  }

  @Override
  public void register(Worker worker, RouterHands hands) {
    worker.registerWorkflowImplementationTypes(
        EpisodeWorkflowImpl.class,
        EvaluationWorkflowImpl.class,
        RecordingWorkflowImpl.class,
        TrainingWorkflowImpl.class,
        PromotionWorkflowImpl.class,
        RetrainingWorkflowImpl.class);
    Environments environments = new Environments(worlds, hands.catalogues(), recordings);
    worker.registerActivitiesImplementations(
        new EpisodeActivitiesImpl(environments, hands.catalogues(), hands.books(), files),
        new EvaluationActivitiesImpl(hands.policy(), environments, files),
        new AskActivitiesImpl(environments, hands.candidates()),
        new RecordingActivitiesImpl(environments, files),
        new TrainingActivitiesImpl(
            learner(hands.policyServer()), hands.policy(), environments, files),
        new PracticeActivitiesImpl(environments, hands.books(), files),
        new PromotionActivitiesImpl(
            hands.policy(),
            promotions,
            document ->
                hands
                    .books()
                    .writer()
                    .promotion(
                        document.run(),
                        document.version(),
                        document.promoted() ? "promoted" : "refused",
                        PromotionBook.line(document)),
            clock));
  }

  /** One for all workers of this process; it connects when it is first used. */
  private synchronized LearnerClient learner(PolicyEndpoint server) {
    LearnerClient known = learner;
    if (known == null) {
      known = new GrpcLearnerClient(server);
      learner = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    LearnerClient known = learner;
    if (known != null) {
      known.close();
    }
  }
}
