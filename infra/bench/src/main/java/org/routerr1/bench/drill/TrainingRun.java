// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.workflows.episode.RunProgress;

/** A training under way, as somebody sees it who may lose sight of it for a while. */
public record TrainingRun(String run, WorkflowStub stub) {

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Where it stands; empty while nobody can say. */
  public Optional<RunProgress> progress() {
    try {
      return Optional.of(stub.query("progress", RunProgress.class));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Asks it to end early. */
  public void cancel() {
    stub.cancel();
  }

  /** Whether it has ended, well or not; false while nobody can say. */
  public boolean ended() {
    try {
      return switch (stub.describe().getStatus()) {
        case WORKFLOW_EXECUTION_STATUS_RUNNING,
            WORKFLOW_EXECUTION_STATUS_PAUSED,
            WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
            WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
            UNRECOGNIZED ->
            false;
        case WORKFLOW_EXECUTION_STATUS_COMPLETED,
            WORKFLOW_EXECUTION_STATUS_FAILED,
            WORKFLOW_EXECUTION_STATUS_CANCELED,
            WORKFLOW_EXECUTION_STATUS_TERMINATED,
            WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
            true;
      };
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Waits until so many steps are done. */
  public void awaitStep(int step) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (progress().filter(p -> p.done() >= step).isEmpty()) {
      goOn(end);
    }
  }

  /**
   * Its result, however often it cannot be asked for.
   *
   * @throws WorkflowFailedException if the training failed
   */
  public TrainingDocument result() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return stub.getResult(5, TimeUnit.SECONDS, TrainingDocument.class);
      } catch (WorkflowFailedException e) {
        throw e;
      } catch (TimeoutException | RuntimeException e) {
        goOn(end);
      }
    }
  }

  private void goOn(long end) throws InterruptedException {
    if (System.nanoTime() > end) {
      throw new IllegalStateException(
          "the training does not end within " + PATIENCE.toMinutes() + " minutes");
    }
    Thread.sleep(LOOK);
  }
}
