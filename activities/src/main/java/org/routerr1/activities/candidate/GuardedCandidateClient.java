// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.failure.FailureCode;

/**
 * Keeps this process from hurting a candidate, or itself by one. Two guards, each per candidate and
 * endpoint:
 *
 * <ul>
 *   <li>a limit of calls at a time, where the catalogue declares one: further calls wait for a slot
 *       within their own time limit, then fail as {@code rate_limited};
 *   <li>a circuit breaker: closed while at most half of the last 20 calls (10 at least) failed by
 *       the provider's fault; then open for 10 seconds, in which calls fail as {@code breaker_open}
 *       without being sent; then half-open for 3 calls, which decide.
 * </ul>
 *
 * <p>A rate limit, a refused key or a refused question says nothing of the provider's health, so it
 * counts neither way.
 */
public final class GuardedCandidateClient implements CandidateClient {

  static final Duration OPEN = Duration.ofSeconds(10);
  static final int MINIMUM_CALLS = 10;

  private final CandidateClient inner;
  private final CircuitBreakerRegistry breakers;
  private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();

  public GuardedCandidateClient(CandidateClient inner, Clock clock) {
    this.inner = inner;
    this.breakers =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .clock(clock)
                .currentTimestampFunction(c -> c.millis(), TimeUnit.MILLISECONDS)
                .slidingWindowSize(20)
                .minimumNumberOfCalls(MINIMUM_CALLS)
                .failureRateThreshold(51)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(3)
                .maxWaitDurationInHalfOpenState(Duration.ofMinutes(1))
                .build());
  }

  @Override
  public CandidateOutcome ask(CandidateRequest request, Cancellation cancellation) {
    int limit = request.candidate().limits().concurrency();
    if (limit <= 0) {
      return askThroughBreaker(request, cancellation);
    }
    Semaphore free =
        slots.computeIfAbsent(name(request.candidate()) + " " + limit, n -> new Semaphore(limit));
    long begun = System.nanoTime();
    try {
      if (!free.tryAcquire(request.timeoutMillis(), TimeUnit.MILLISECONDS)) {
        return CandidateOutcome.Failed.of(
            FailureCode.RATE_LIMITED,
            "none of the " + limit + " slots came free within " + request.timeoutMillis() + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the worker is stopping");
    }
    try {
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      return askThroughBreaker(
          new CandidateRequest(
              request.candidate(),
              request.prompt(),
              request.idempotencyKey(),
              Math.max(1, request.timeoutMillis() - waited)),
          cancellation);
    } finally {
      free.release();
    }
  }

  private CandidateOutcome askThroughBreaker(CandidateRequest request, Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      return CandidateOutcome.Failed.of(FailureCode.CANCELLED, "the query was cancelled");
    }
    CircuitBreaker breaker = breakers.circuitBreaker(name(request.candidate()));
    if (!breaker.tryAcquirePermission()) {
      return CandidateOutcome.Failed.of(
          FailureCode.BREAKER_OPEN,
          "most of its last calls failed; no call is sent for " + OPEN.toSeconds() + " s");
    }
    CandidateOutcome outcome;
    try {
      outcome = inner.ask(request, cancellation);
    } catch (RuntimeException defect) {
      breaker.releasePermission();
      throw defect;
    }
    switch (outcome) {
      case CandidateOutcome.Answered a -> breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      case CandidateOutcome.Failed f -> {
        if (isProvidersFault(f.code())) {
          breaker.onError(0, TimeUnit.NANOSECONDS, new ProvidersFault(f.detail()));
        } else {
          breaker.releasePermission();
        }
      }
    }
    return outcome;
  }

  private static String name(Candidate candidate) {
    return candidate.id() + " " + candidate.endpoint();
  }

  private static boolean isProvidersFault(FailureCode code) {
    return switch (code) {
      case PROVIDER_ERROR, TIMEOUT, CONNECTION, MALFORMED_REPLY, EMPTY_REPLY -> true;
      case RATE_LIMITED,
          BREAKER_OPEN,
          REJECTED,
          UNAUTHORISED,
          CONTEXT_EXCEEDED,
          UNKNOWN_CANDIDATE,
          BUDGET_EXCEEDED,
          DEADLINE,
          CANCELLED,
          NOT_RECORDED,
          POLICY_INVALID,
          POLICY_UNAVAILABLE,
          BOOKS_UNAVAILABLE ->
          false;
    };
  }

  /** What the breaker counts; it is never thrown. */
  private static final class ProvidersFault extends Exception {

    private static final long serialVersionUID = 1L;

    ProvidersFault(String message) {
      super(message, null, false, false);
    }
  }
}
