// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DecisionPiece;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.Scores;

/** One of those who ask, one call after the other. */
final class Caller {

  private static final String CANARY = "canary";
  private static final int PERCENT = 100;

  /** One caller of so many plays episodes. */
  private static final int TRAINING_EACH = 6;

  private static final int LONGEST_WAIT_MILLIS = 400;

  /** Scores read in one go what was written token by token. */
  private static final double SCORE_TOLERANCE = 1e-3;

  private final int number;
  private final SplittableRandom random;
  private final Attempts attempts;
  private final Served served;
  private final Memory memory;
  private final Tally tally;
  private int asked;

  Caller(
      int number,
      SplittableRandom random,
      Attempts attempts,
      Served served,
      Memory memory,
      Tally tally) {
    this.number = number;
    this.random = random;
    this.attempts = attempts;
    this.served = served;
    this.memory = memory;
    this.tally = tally;
  }

  /** Asks until the time is over. */
  void run(SoakClock clock) throws InterruptedException {
    for (int turn = 0; !clock.isOver(); turn++) {
      Kind kind = kind(turn);
      switch (kind) {
        case QUERY, TRAINING -> twoRounds(kind);
        case STREAM -> stream();
        case SCORE -> score();
        case CANCELLED -> cancelled();
        case REPEATED -> repeated();
      }
    }
  }

  /** Each once, everybody beginning with another, so that the shortest run has all; then chance. */
  private Kind kind(int turn) {
    if (number % TRAINING_EACH == 1) {
      return Kind.TRAINING;
    }
    Kind[] all = Kind.values();
    return turn < all.length ? all[(number + turn) % all.length] : Kind.at(random.nextInt(PERCENT));
  }

  private void twoRounds(Kind kind) throws InterruptedException {
    Optional<Decision> first = decide(kind, request(kind == Kind.TRAINING));
    if (first.isPresent() && random.nextBoolean()) {
      DecideRequest begun =
          Asking.decision(first.get().getRequestId(), kind == Kind.TRAINING).toBuilder()
              .setPolicyVersion(first.get().getPolicyVersion())
              .build();
      decide(kind, Asking.next(begun, first.get().getTokenIdsList()));
    }
  }

  private DecideRequest request(boolean training) {
    DecideRequest.Builder request =
        Asking.decision("soak-%d-%d".formatted(number, asked++), training).toBuilder();
    int version = random.nextInt(PERCENT);
    if (version < 40) {
      request.setPolicyVersion(served.base());
    } else if (version < 80) {
      request.setPolicyVersion(served.adapter(random));
    } else {
      request.setChannel(CANARY);
    }
    return request.build();
  }

  private Optional<Decision> decide(Kind kind, DecideRequest request) throws InterruptedException {
    Optional<Decision> decision = attempts.of(kind, () -> attempts.stub().decide(request));
    decision.ifPresent(d -> remember(request, d));
    return decision;
  }

  private void remember(DecideRequest request, Decision decision) {
    if (!request.getPolicyVersion().isEmpty()) {
      if (!decision.getPolicyVersion().equals(request.getPolicyVersion())) {
        tally.defect(request.getRequestId() + " was decided by " + decision.getPolicyVersion());
      }
      memory.add(new Remembered(request, decision));
    }
  }

  /** What was read before the server died must be the beginning of what comes afterwards. */
  private void stream() throws InterruptedException {
    DecideRequest request = request(false).toBuilder().setPolicyVersion(served.base()).build();
    List<DecisionPiece> before = new ArrayList<>();
    Optional<Decision> decision =
        attempts.of(
            Kind.STREAM,
            () -> {
              Iterator<DecisionPiece> pieces = attempts.stub().decideStream(request);
              int at = 0;
              DecisionPiece piece = pieces.next();
              while (!piece.hasDecision()) {
                if (at == before.size()) {
                  before.add(piece);
                } else if (!before.get(at).equals(piece)) {
                  tally.defect("the stream of " + request.getRequestId() + " began otherwise");
                }
                at++;
                piece = pieces.next();
              }
              return piece.getDecision();
            });
    decision.ifPresent(d -> {
      List<Integer> ids = before.stream().flatMap(p -> p.getTokenIdsList().stream()).toList();
      String text = String.join("", before.stream().map(DecisionPiece::getText).toList());
      if (!ids.equals(d.getTokenIdsList()) || !text.equals(d.getText())) {
        tally.defect("the stream of " + request.getRequestId() + " is not its decision");
      }
      remember(request, d);
    });
  }

  private void score() throws InterruptedException {
    Optional<Remembered> known = memory.any(random);
    if (known.isEmpty()) {
      return;
    }
    Remembered remembered = known.get();
    Optional<Scores> scores =
        attempts.of(Kind.SCORE, () -> attempts.stub().score(Asking.score(remembered)));
    scores.ifPresent(s -> {
      List<Float> theirs = s.getActions(0).getLogprobsList();
      List<Float> ours = remembered.decision().getLogprobsList();
      for (int i = 0; i < ours.size(); i++) {
        if (Math.abs(ours.get(i) - theirs.get(i)) > SCORE_TOLERANCE) {
          tally.defect(
              "%s was decided with %s at token %d and scored with %s"
                  .formatted(remembered.request().getRequestId(), ours.get(i), i, theirs.get(i)));
          return;
        }
      }
    });
  }

  private void cancelled() throws InterruptedException {
    DecideRequest request = request(random.nextBoolean());
    boolean streamed = random.nextBoolean();
    long begun = System.nanoTime();
    Context.CancellableContext context = Context.current().withCancellation();
    Thread impatient =
        Thread.startVirtualThread(() -> {
          try {
            Thread.sleep(Math.floorMod(request.hashCode(), LONGEST_WAIT_MILLIS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          context.cancel(null);
        });
    try {
      context.run(() -> {
        if (streamed) {
          attempts.stub().decideStream(request).forEachRemaining(piece -> {});
        } else {
          attempts.stub().decide(request);
        }
      });
      tally.answered(Kind.CANCELLED, (System.nanoTime() - begun) / 1000);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.CANCELLED) {
        tally.answered(Kind.CANCELLED, (System.nanoTime() - begun) / 1000);
      } else {
        tally.refused(Kind.CANCELLED, e.getStatus().getCode());
      }
    }
    impatient.join();
  }

  private void repeated() throws InterruptedException {
    Optional<Remembered> known = memory.any(random);
    if (known.isPresent()) {
      again(known.get());
    }
  }

  /** Asks for a decision again and compares, if there is one before the time is over. */
  boolean again(Remembered known) throws InterruptedException {
    // The priority is no part of what a decision depends on.
    DecideRequest request =
        known.request().toBuilder().setPriority(Priority.PRIORITY_QUERY).build();
    Optional<Decision> decision = attempts.of(Kind.REPEATED, () -> attempts.stub().decide(request));
    decision.ifPresent(d -> tally.compared(request.getRequestId(), known.isSame(d)));
    return decision.isPresent();
  }
}
