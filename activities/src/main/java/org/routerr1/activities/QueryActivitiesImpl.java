// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.PolicyException;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.DecisionResult;
import org.routerr1.ledger.FeedbackEntry;
import org.routerr1.ledger.StepKey;

/**
 * The activities: each step once at a time in this process, stoppable by its query's cancellation,
 * its failures named. Close it when no worker uses it any more.
 */
public final class QueryActivitiesImpl implements QueryActivities, AutoCloseable {

  private static final Duration STEPS_END = Duration.ofSeconds(10);
  private static final long HEARTBEAT_MILLIS = 1_000;

  private final DecideStep decide;
  private final CallStep call;
  private final BooksAccess books;
  private final CatalogueSource catalogues;
  private final OutageLog outages;
  private final Clock clock;
  private final Cancellations cancellations = new Cancellations();
  private final SingleFlight<StepKey, DecideOutput> decisions = new SingleFlight<>();
  private final SingleFlight<StepKey, CallOutput> calls = new SingleFlight<>();
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("router-heartbeats").factory());

  public QueryActivitiesImpl(
      PolicyClient policy,
      CandidateClient candidates,
      BooksAccess books,
      CatalogueSource catalogues,
      String taskQueue,
      StepObserver observer,
      Clock clock) {
    this.books = books;
    this.clock = clock;
    this.outages = new OutageLog(clock);
    this.catalogues = catalogues;
    this.decide = new DecideStep(policy, books, catalogues, taskQueue, observer, clock);
    this.call = new CallStep(candidates, books, catalogues, observer, clock);
  }

  @Override
  public RoundOutput round(DecideInput input) {
    DecideOutput decision = decide(input);
    CallInput first = RoundOutput.first(input, decision, clock.millis());
    return new RoundOutput(decision, first == null ? null : call(first));
  }

  @Override
  public DecideOutput decide(DecideInput input) {
    DecideOutput output =
        step(cancellation ->
            decisions.run(DecideStep.key(input), () -> decide.run(input, cancellation)));
    outages.succeeded(FailureCode.POLICY_UNAVAILABLE, FailureCode.BOOKS_UNAVAILABLE);
    return output;
  }

  @Override
  public CallOutput call(CallInput input) {
    CallOutput output =
        step(cancellation -> calls.run(CallStep.key(input), () -> call.run(input, cancellation)));
    outages.succeeded(FailureCode.BOOKS_UNAVAILABLE);
    return output;
  }

  @Override
  public void close(CloseInput input) {
    String version = input.catalogueVersion();
    cancellations.cancel(Activity.getExecutionContext().getInfo().getRunId(), STEPS_END);
    try {
      books
          .writer()
          .ended(
              new DecisionResult.QueryOpening(
                  input.queryId(),
                  input.chain(),
                  input.question(),
                  version == null ? catalogues.current().version() : version,
                  Results.write(input.options()),
                  input.startedAtMillis()),
              input.workflowId(),
              input.outcome(),
              input.detail(),
              input.spentNanoUsd());
    } catch (RuntimeException e) {
      throw told(e);
    }
  }

  @Override
  public void feedback(String queryId, Feedback feedback) {
    FeedbackEntry entry;
    try {
      entry =
          books
              .writer()
              .feedback(
                  queryId,
                  feedback.id(),
                  feedback.score(),
                  feedback.rightAnswer(),
                  feedback.comment());
    } catch (RuntimeException e) {
      throw told(e);
    }
    switch (entry) {
      case KEPT -> {}
      case CONFLICT ->
          throw Failures.of(
              FailureCode.REJECTED,
              "the books hold other feedback under the id " + feedback.id() + "; use a new id");
      case UNKNOWN_QUERY ->
          throw Failures.of(FailureCode.REJECTED, "the books hold no query " + queryId);
    }
  }

  private RuntimeException told(RuntimeException e) {
    RuntimeException named = Failures.named(e);
    switch (e) {
      case BooksUnavailableException books ->
          outages.failed(FailureCode.BOOKS_UNAVAILABLE, String.valueOf(books.getMessage()));
      case PolicyException policy when policy.code() == FailureCode.POLICY_UNAVAILABLE ->
          outages.failed(FailureCode.POLICY_UNAVAILABLE, String.valueOf(policy.getMessage()));
      default -> {}
    }
    return named;
  }

  private <R> R step(Function<Cancellation, R> body) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    try (Cancellations.Step step = cancellations.begin(context.getInfo().getRunId())) {
      ScheduledFuture<?> heartbeat = heartbeat(context, step.cancellation());
      try {
        return body.apply(step.cancellation());
      } catch (RuntimeException e) {
        if (step.cancellation().isCancelled()) {
          // Nobody waits for it any more: no retry.
          throw Failures.of(FailureCode.CANCELLED, "the query was cancelled");
        }
        throw e;
      } finally {
        if (heartbeat != null) {
          heartbeat.cancel(false);
        }
      }
    } catch (RuntimeException e) {
      throw told(e);
    }
  }

  /** A regular activity learns by its heartbeat that it was cancelled. */
  private @Nullable ScheduledFuture<?> heartbeat(
      ActivityExecutionContext context, Cancellation cancellation) {
    if (context.getInfo().isLocal()) {
      return null;
    }
    return heartbeats.scheduleAtFixedRate(
        () -> {
          try {
            context.heartbeat(null);
          } catch (ActivityWorkerShutdownException stopping) {
            // The call may still end within the worker's grace.
            return;
          } catch (ActivityCompletionException cancelled) {
            cancellation.cancel();
          }
        },
        HEARTBEAT_MILLIS,
        HEARTBEAT_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    heartbeats.shutdownNow();
  }
}
