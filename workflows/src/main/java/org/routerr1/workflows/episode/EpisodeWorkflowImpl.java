// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.episode;

import io.temporal.activity.LocalActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.routerr1.activities.QueryOptions;
import org.routerr1.activities.episode.EpisodeActivities;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeInput.Sample;
import org.routerr1.activities.episode.EpisodeSummary;
import org.routerr1.activities.episode.OpenedEpisode;
import org.routerr1.activities.episode.PlayedSample;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.QueryLoop;
import org.routerr1.workflows.QueryOutput;
import org.routerr1.workflows.StepFailures;

/** The samples side by side, so that the policy server sees them together. */
public final class EpisodeWorkflowImpl implements EpisodeWorkflow {

  private final EpisodeActivities hands =
      Workflow.newLocalActivityStub(
          EpisodeActivities.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(2))
              .setScheduleToCloseTimeout(Duration.ofHours(1))
              .setDoNotIncludeArgumentsIntoMarker(true)
              .build());

  @Override
  public EpisodeSummary play(EpisodeInput input) {
    OpenedEpisode opened = hands.open(input);
    if (!opened.exists()) {
      return new EpisodeSummary(0, 0, 0, 0, 0, 0);
    }
    List<QueryLoop> loops = new ArrayList<>();
    List<Promise<PlayedSample>> running = new ArrayList<>();
    for (int i = 0; i < input.samples().size(); i++) {
      int sample = i;
      QueryLoop loop = loop(input, opened, sample);
      loops.add(loop);
      running.add(Async.function(() -> played(sample, loop)));
    }
    List<PlayedSample> played = new ArrayList<>();
    try {
      for (Promise<PlayedSample> one : running) {
        played.add(one.cancellableGet());
      }
    } catch (CanceledFailure e) {
      Workflow.newDetachedCancellationScope(() -> cancelled(loops)).run();
      throw e;
    }
    return hands.settle(input, played);
  }

  private static QueryLoop loop(EpisodeInput input, OpenedEpisode opened, int number) {
    Sample sample = input.samples().get(number);
    QueryOptions options =
        input.options().practised(sample.tradeOff(), input.version(), sample.seed());
    String queryId = input.queryId(number);
    return new QueryLoop(
        new QueryInput(
            queryId, input.chain(), opened.question(), options, opened.catalogueVersion(), null),
        options,
        Workflow.getInfo().getWorkflowId() + "/" + number,
        Workflow.getInfo().getRunStartedTimestampMillis());
  }

  private static PlayedSample played(int sample, QueryLoop loop) {
    long begun = Workflow.currentTimeMillis();
    try {
      QueryOutput output = loop.untilAnswered();
      return new PlayedSample(
          sample,
          "answered",
          output.answer(),
          output.forced() != null,
          output.costNanoUsd(),
          Workflow.currentTimeMillis() - begun,
          loop.trace());
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled;
      }
      ApplicationFailure failure = StepFailures.typed(e);
      return new PlayedSample(
          sample,
          failure.getType(),
          "",
          false,
          loop.trace().calls().stream().mapToLong(call -> call.costNanoUsd()).sum(),
          Workflow.currentTimeMillis() - begun,
          loop.trace());
    }
  }

  private static void cancelled(List<QueryLoop> loops) {
    loops.forEach(
        loop -> loop.close(FailureCode.CANCELLED.wire(), "the run of the episode was cancelled"));
  }
}
