// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.episode;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeSummary;
import org.routerr1.workflows.RouterWorkers;

/** Plays groups as child workflows, so many at a time. */
public final class EpisodeGroups {

  private final int parallel;
  private int running;
  private @Nullable CanceledFailure cancelled;

  /**
   * @param parallel groups at a time
   */
  public EpisodeGroups(int parallel) {
    this.parallel = parallel;
  }

  /**
   * Starts a group as soon as there is room for it; {@code ended} hears of its summary, or of null
   * where it failed. Throws if the workflow is cancelled.
   */
  public void start(EpisodeInput input, Consumer<@Nullable EpisodeSummary> ended) {
    Workflow.await(() -> running < parallel || cancelled != null);
    throwIfCancelled();
    running++;
    EpisodeWorkflow child = Workflow.newChildWorkflowStub(EpisodeWorkflow.class, options(input));
    Promise<EpisodeSummary> played = Async.function(child::play, input);
    played.handle((summary, failure) -> {
      running--;
      if (isCancellation(failure)) {
        cancelled = new CanceledFailure("the run was cancelled");
      } else {
        ended.accept(failure == null ? summary : null);
      }
      return true;
    });
  }

  /** Waits until all that were started have ended. */
  public void await() {
    Workflow.await(() -> running == 0);
    throwIfCancelled();
  }

  private void throwIfCancelled() {
    CanceledFailure failure = cancelled;
    if (failure != null) {
      Workflow.await(() -> running == 0);
      throw failure;
    }
  }

  private static boolean isCancellation(@Nullable Throwable failure) {
    return failure instanceof CanceledFailure
        || (failure instanceof ChildWorkflowFailure
            && failure.getCause() instanceof CanceledFailure);
  }

  private static ChildWorkflowOptions options(EpisodeInput input) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId("episode/" + input.run() + "/" + input.id())
        .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .build();
  }
}
