// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

class GuardedCandidateClientTest {

  private static final CandidateOutcome OK =
      new CandidateOutcome.Answered("yes", "m", Usage.NONE, false);

  private final AtomicInteger asked = new AtomicInteger();
  private final HandClock clock = new HandClock();
  private CandidateOutcome next = OK;
  private final GuardedCandidateClient client =
      new GuardedCandidateClient(
          (request, cancellation) -> {
            asked.incrementAndGet();
            return next;
          },
          clock);

  private CandidateOutcome ask(String id) {
    Candidate candidate =
        Candidates.of(id, "http://127.0.0.1:1", null, Candidate.PromptForm.Kind.CHAT, 0);
    return client.ask(new CandidateRequest(candidate, "q", "k", 1_000), new Cancellation());
  }

  private static FailureCode code(CandidateOutcome outcome) {
    return ((CandidateOutcome.Failed) outcome).code();
  }

  @Test
  void aCandidateThatKeepsFailingIsLeftAloneForAWhileAndThenTriedAgain() {
    next = CandidateOutcome.Failed.of(FailureCode.PROVIDER_ERROR, "HTTP 500");
    for (int i = 0; i < GuardedCandidateClient.MINIMUM_CALLS; i++) {
      assertThat(code(ask("a"))).isEqualTo(FailureCode.PROVIDER_ERROR);
    }
    assertThat(code(ask("a"))).isEqualTo(FailureCode.BREAKER_OPEN);
    assertThat(asked).hasValue(GuardedCandidateClient.MINIMUM_CALLS);
    assertThat(code(ask("b"))).as("others are untouched").isEqualTo(FailureCode.PROVIDER_ERROR);

    clock.advance(GuardedCandidateClient.OPEN.plusMillis(1));
    next = OK;
    for (int i = 0; i < 5; i++) {
      assertThat(ask("a")).isEqualTo(OK);
    }
  }

  @Test
  void refusalsSayNothingOfHealth() {
    for (FailureCode refusal :
        new FailureCode[] {
          FailureCode.RATE_LIMITED, FailureCode.UNAUTHORISED, FailureCode.CONTEXT_EXCEEDED
        }) {
      next = CandidateOutcome.Failed.of(refusal, "no");
      for (int i = 0; i < 20; i++) {
        assertThat(code(ask("a"))).isEqualTo(refusal);
      }
    }
  }

  @Test
  void noMoreCallsAtATimeThanDeclared() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    GuardedCandidateClient slow =
        new GuardedCandidateClient(
            (request, cancellation) -> {
              inside.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return OK;
            },
            clock);
    Candidate one =
        Candidates.of("one", "http://127.0.0.1:1", null, Candidate.PromptForm.Kind.CHAT, 1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(
              () -> slow.ask(new CandidateRequest(one, "q", "1", 5_000), new Cancellation()));
      inside.await();
      assertThat(code(slow.ask(new CandidateRequest(one, "q", "2", 1), new Cancellation())))
          .isEqualTo(FailureCode.RATE_LIMITED);
      release.countDown();
      assertThat(first.get()).isEqualTo(OK);
      assertThat(slow.ask(new CandidateRequest(one, "q", "3", 1), new Cancellation()))
          .isEqualTo(OK);
    }
  }

  @Test
  void aCancelledQueryAsksNobody() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    Candidate candidate = Candidates.at("http://127.0.0.1:1");
    assertThat(code(client.ask(new CandidateRequest(candidate, "q", "k", 1_000), cancelled)))
        .isEqualTo(FailureCode.CANCELLED);
    assertThat(asked).hasValue(0);
  }

  private static final class HandClock extends Clock {

    private Instant now = Instant.EPOCH;

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
