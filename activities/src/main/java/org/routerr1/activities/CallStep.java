// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.candidate.CandidateOutcome;
import org.routerr1.activities.candidate.CandidateRequest;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.ledger.CallIntent;
import org.routerr1.ledger.CallResult;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;

/**
 * One attempt at a candidate behind the journal: marked as intended, made, closed, reported. An
 * attempt that was closed before is not made again; one that was only intended is, under the same
 * idempotency key.
 */
final class CallStep {

  private final CandidateClient candidates;
  private final BooksAccess books;
  private final CatalogueSource catalogues;
  private final StepObserver observer;
  private final Clock clock;

  /**
   * What was received and could not be written, because the books went away in between: the
   * repeated step writes it and asks nobody again.
   */
  private final Map<StepKey, CallResult> unwritten = new ConcurrentHashMap<>();

  CallStep(
      CandidateClient candidates,
      BooksAccess books,
      CatalogueSource catalogues,
      StepObserver observer,
      Clock clock) {
    this.candidates = candidates;
    this.books = books;
    this.catalogues = catalogues;
    this.observer = observer;
    this.clock = clock;
  }

  static StepKey key(CallInput input) {
    return new StepKey(input.workflowId(), input.round(), input.call(), input.attempt());
  }

  CallOutput run(CallInput input, Cancellation cancellation) {
    StepKey key = key(input);
    CallResult received = unwritten.get(key);
    if (received == null) {
      Entry entry =
          Failures.await(
              books
                  .journal()
                  .intend(
                      new CallIntent(
                          key, input.candidate(), input.query(), input.catalogueVersion())));
      String known = entry.result();
      if (known != null) {
        return Results.read(known, CallOutput.class);
      }
      received = ask(input, cancellation);
      unwritten.put(key, received);
    }
    Entry closed = Failures.await(books.journal().close(received));
    unwritten.remove(key);
    String stands = closed.result();
    return Results.read(stands == null ? received.result() : stands, CallOutput.class);
  }

  private CallResult ask(CallInput input, Cancellation cancellation) {
    @Nullable Candidate candidate =
        catalogues.pinned(input.catalogueVersion()).resolve(input.candidate()).orElse(null);
    long begun = clock.millis();
    CandidateOutcome outcome =
        candidate == null
            ? CandidateOutcome.Failed.of(
                FailureCode.UNKNOWN_CANDIDATE, "the catalogue names no " + input.candidate())
            : candidates.ask(
                new CandidateRequest(
                    candidate,
                    CallPrompt.of(candidate, input.query(), input.context()),
                    key(input).wire(),
                    input.timeoutMillis()),
                cancellation);
    long millis = Math.max(0, clock.millis() - begun);
    NanoUsd cost = candidate == null ? NanoUsd.ZERO : candidate.price().of(outcome.usage());
    CallOutput output = output(input.candidate(), outcome, cost);
    observer.called(
        output.candidate(), output.failure(), output.usage(), output.costNanoUsd(), millis);
    return result(input, outcome.model(), output, millis);
  }

  private static CallResult result(
      CallInput input, @Nullable String model, CallOutput output, long millis) {
    FailureCode failure = output.failure();
    return new CallResult(
        key(input),
        input.chain(),
        input.candidate(),
        model,
        input.query(),
        output.reply(),
        failure == null ? "ok" : failure.wire(),
        output.detail(),
        output.usage(),
        new NanoUsd(output.costNanoUsd()),
        input.catalogueVersion(),
        millis,
        Results.write(output));
  }

  private static CallOutput output(String candidate, CandidateOutcome outcome, NanoUsd cost) {
    return switch (outcome) {
      case CandidateOutcome.Answered a ->
          new CallOutput(
              candidate,
              a.reply(),
              null,
              a.usageEstimated() ? "the provider sent no usage; it is estimated" : null,
              0,
              a.usage(),
              cost.value());
      case CandidateOutcome.Failed f ->
          new CallOutput(
              candidate, null, f.code(), f.detail(), f.retryAfterMillis(), f.usage(), cost.value());
    };
  }
}
