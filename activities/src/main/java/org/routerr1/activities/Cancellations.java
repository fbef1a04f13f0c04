// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.routerr1.activities.candidate.Cancellation;

/**
 * The steps under way in this process, by workflow run, so that a cancelled query's call ends now
 * and not when the candidate has answered. A run that was cancelled stays so: a step that begins
 * late finds the flag up.
 */
final class Cancellations {

  /** Runs remembered as cancelled; a step begins seconds after its query's end at the latest. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, Set<Step>> steps = new HashMap<>();
  private final Set<String> cancelled =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  synchronized Step begin(String runId) {
    Step step = new Step(runId);
    if (cancelled.contains(runId)) {
      step.cancellation.cancel();
    } else {
      steps.computeIfAbsent(runId, id -> new HashSet<>()).add(step);
    }
    return step;
  }

  /** Cancels a run's steps, and waits a while until they have written down how they ended. */
  void cancel(String runId, Duration wait) {
    List<Step> running;
    synchronized (this) {
      cancelled.add(runId);
      running = new ArrayList<>(steps.getOrDefault(runId, Set.of()));
    }
    running.forEach(step -> step.cancellation.cancel());
    CompletableFuture<?> allEnded =
        CompletableFuture.allOf(
            running.stream().map(step -> step.ended).toArray(CompletableFuture[]::new));
    try {
      allEnded.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // What has not ended by now is found in the journal as begun.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void end(Step step) {
    Set<Step> ofRun = steps.get(step.runId);
    if (ofRun != null && ofRun.remove(step) && ofRun.isEmpty()) {
      steps.remove(step.runId);
    }
    step.ended.complete(null);
  }

  /** A step under way; closed when it has ended. */
  final class Step implements AutoCloseable {

    private final String runId;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<@org.jspecify.annotations.Nullable Void> ended =
        new CompletableFuture<>();

    private Step(String runId) {
      this.runId = runId;
    }

    Cancellation cancellation() {
      return cancellation;
    }

    @Override
    public void close() {
      end(this);
    }
  }
}
