// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.time.Clock;
import org.routerr1.activities.SingleFlight;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.candidate.CandidateOutcome;
import org.routerr1.activities.candidate.CandidateRequest;
import org.routerr1.activities.episode.Recordings.Recording;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/**
 * Answers from a recording; what it does not hold is asked live where that is allowed and within
 * the budget, once, and kept. Failures are not kept, but what they cost counts.
 */
public final class RecordingClient implements CandidateClient, CandidateClient.Provider {

  private final Recordings recordings;
  private final CandidateClient live;
  private final Clock clock;
  private final SingleFlight<String, CandidateOutcome> flights = new SingleFlight<>();

  /**
   * @param live asks candidates themselves
   */
  public RecordingClient(Recordings recordings, CandidateClient live, Clock clock) {
    this.recordings = recordings;
    this.live = live;
    this.clock = clock;
  }

  @Override
  public String scheme() {
    return RecordingAddress.SCHEME;
  }

  @Override
  public CandidateClient client() {
    return this;
  }

  @Override
  public CandidateOutcome ask(CandidateRequest request, Cancellation cancellation) {
    RecordingAddress address = RecordingAddress.of(request.candidate().endpoint());
    Recording recording = recordings.of(address.recording());
    return flights.run(
        address.recording() + "\n" + request.candidate().id() + "\n" + request.prompt(),
        () ->
            recording
                .find(request.candidate().id(), request.prompt())
                .<CandidateOutcome>map(known ->
                    new CandidateOutcome.Answered(
                        known.reply(), known.model(), known.usage(), false))
                .orElseGet(() -> askLive(address, recording, request, cancellation)));
  }

  private CandidateOutcome askLive(
      RecordingAddress address,
      Recording recording,
      CandidateRequest request,
      Cancellation cancellation) {
    if (!address.live()) {
      return CandidateOutcome.Failed.of(
          FailureCode.NOT_RECORDED,
          "the recording " + address.recording() + " does not hold this question");
    }
    if (recording.hasSpent(address.budgetNanoUsd())) {
      return CandidateOutcome.Failed.of(
          FailureCode.NOT_RECORDED, "the budget for asking live is spent");
    }
    Candidate itself = at(request.candidate(), address.endpoint());
    long begun = clock.millis();
    CandidateOutcome outcome =
        live.ask(
            new CandidateRequest(
                itself, request.prompt(), request.idempotencyKey(), request.timeoutMillis()),
            cancellation);
    String reply = outcome instanceof CandidateOutcome.Answered answered ? answered.reply() : "";
    if (!reply.isEmpty() || !outcome.usage().equals(Usage.NONE)) {
      recording.add(
          new RecordedReply(
              itself.id(),
              request.prompt(),
              reply,
              String.valueOf(outcome.model()),
              outcome.usage(),
              itself.price().of(outcome.usage()).value(),
              Math.max(0, clock.millis() - begun)));
    }
    return outcome;
  }

  private static Candidate at(Candidate c, String endpoint) {
    return new Candidate(
        c.id(),
        c.aliases(),
        endpoint,
        c.model(),
        c.keyRef(),
        c.price(),
        c.contextTokens(),
        c.maxOutputTokens(),
        c.description(),
        c.strengths(),
        c.latency(),
        c.limits(),
        c.promptForm(),
        c.dispatch(),
        c.timeoutMillis(),
        c.attempts(),
        c.tags());
  }
}
