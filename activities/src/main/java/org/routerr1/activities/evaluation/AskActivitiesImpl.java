// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.candidate.CandidateOutcome;
import org.routerr1.activities.candidate.CandidateRequest;
import org.routerr1.activities.episode.Environments;
import org.routerr1.core.audit.Hashes;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.questions.Item;

/** Asks side by side, a candidate's own limits holding. */
public final class AskActivitiesImpl implements AskActivities {

  private final Environments environments;
  private final CandidateClient candidates;

  /**
   * @param candidates asks also what stands behind a recording
   */
  public AskActivitiesImpl(Environments environments, CandidateClient candidates) {
    this.environments = environments;
    this.candidates = candidates;
  }

  @Override
  public Asked ask(String catalogueVersion, String source, List<Integer> places) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Catalogue catalogue = environments.catalogues().pinned(catalogueVersion);
    List<Item> items = items(source);
    Cancellation cancellation = new Cancellation();
    int replies = 0;
    int failed = 0;
    int passing = 0;
    long nanoUsd = 0;
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CandidateOutcome>> asked = new ArrayList<>();
      List<Candidate> whom = new ArrayList<>();
      for (int place : places) {
        for (Candidate candidate : catalogue.candidates()) {
          String prompt = Direct.prompt(candidate, items.get(place));
          whom.add(candidate);
          asked.add(pool.submit(() -> candidates.ask(request(candidate, prompt), cancellation)));
        }
      }
      for (int i = 0; i < asked.size(); i++) {
        CandidateOutcome outcome = asked.get(i).get();
        nanoUsd += whom.get(i).price().of(outcome.usage()).value();
        switch (outcome) {
          case CandidateOutcome.Answered answered -> replies++;
          case CandidateOutcome.Failed failure -> {
            failed++;
            passing += isPassing(failure.code()) ? 1 : 0;
          }
        }
        context.heartbeat(i);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker is stopping", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return new Asked(replies, failed, passing, nanoUsd);
  }

  private static boolean isPassing(FailureCode code) {
    return code.retryable() || code == FailureCode.BREAKER_OPEN;
  }

  private List<Item> items(String source) {
    try {
      return environments.questions().items(source);
    } catch (BadFileException | IllegalArgumentException e) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(e.getMessage()), FailureCode.REJECTED.wire());
    }
  }

  private static CandidateRequest request(Candidate candidate, String prompt) {
    // The recording makes it happen once; a provider's key need not say more.
    return new CandidateRequest(
        candidate,
        prompt,
        "record/" + candidate.id() + "/" + Hashes.sha256(prompt),
        timeout(candidate));
  }

  /** Many wait for the same few slots. */
  private static long timeout(Candidate candidate) {
    return 20 * candidate.timeoutMillis();
  }
}
