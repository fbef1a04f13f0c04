// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.routerr1.policy.decide.DecisionException.Kind;

/**
 * Decisions by request id: those under way, so that two callers with one id share one computation,
 * and finished ones, so that a retry gets the same decision. Finished ones are kept up to a number
 * of bytes, each for some time after its last use; a retry after that is computed again, with the
 * same result, since the seed stands in the request. Thread-safe.
 */
final class DecisionStore {

  private final long mostBytes;
  private final long keepNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Flight> underWay = new HashMap<>();
  private final LinkedHashMap<String, Finished> finished = new LinkedHashMap<>();
  private long bytes;

  private record Finished(Flight flight, long size, long lastUsed) {}

  /** One decision for all who wait for it. */
  static final class Flight {
    private final String id;
    private final String contentHash;
    private final CompletableFuture<Decision> result = new CompletableFuture<>();
    private final Progress progress = new Progress();
    private int waiting = 1;
    private volatile boolean abandoned;

    /** Nothing of the prompt: it would be kept as long as the decision. */
    private Flight(DecisionRequest request) {
      this.id = request.requestId();
      this.contentHash = request.contentHash();
    }

    CompletableFuture<Decision> result() {
      return result;
    }

    /** What is written of it so far. */
    Progress progress() {
      return progress;
    }

    /** Whether nobody waits for it any more. */
    boolean isAbandoned() {
      return abandoned;
    }
  }

  /** A flight and whether this request began it. */
  record Joined(Flight flight, boolean isNew) {}

  DecisionStore(long mostBytes, Duration keep, LongSupplier nanoTime) {
    this.mostBytes = mostBytes;
    this.keepNanos = keep.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Joins the decision of this id, or begins it. */
  synchronized Joined join(DecisionRequest request) {
    forgetOld();
    String id = request.requestId();
    Flight flight = underWay.get(id);
    if (flight == null) {
      Finished known = finished.remove(id);
      if (known == null) {
        flight = new Flight(request);
        underWay.put(id, flight);
        return new Joined(flight, true);
      }
      flight = known.flight;
      finished.put(id, new Finished(flight, known.size, nanoTime.getAsLong()));
    }
    if (!flight.contentHash.equals(request.contentHash())) {
      throw new DecisionException(
          Kind.ID_TAKEN,
          "request_id was used with other content before; choose another id for another request");
    }
    flight.waiting++;
    return new Joined(flight, false);
  }

  /** One who waited has gone; true if it was the last and the decision is not needed any more. */
  synchronized boolean leave(Flight flight) {
    flight.waiting--;
    if (flight.waiting > 0 || !underWay.remove(flight.id, flight)) {
      return false;
    }
    flight.abandoned = true;
    return true;
  }

  /** Keeps the decision and gives it to all who wait. */
  void finish(Flight flight, Decision decision) {
    synchronized (this) {
      if (underWay.remove(flight.id, flight)) {
        long size = decision.bytes() + 2L * flight.id.length();
        finished.put(flight.id, new Finished(flight, size, nanoTime.getAsLong()));
        bytes += size;
        forgetOld();
      }
    }
    flight.progress.end();
    flight.result.complete(decision);
  }

  /** Tells all who wait, and forgets the id, so that a retry is computed. */
  void fail(Flight flight, Throwable failure) {
    synchronized (this) {
      underWay.remove(flight.id, flight);
    }
    flight.progress.end();
    flight.result.completeExceptionally(failure);
  }

  private void forgetOld() {
    long now = nanoTime.getAsLong();
    Iterator<Finished> oldest = finished.values().iterator();
    while (oldest.hasNext()) {
      Finished next = oldest.next();
      if (bytes <= mostBytes && now - next.lastUsed < keepNanos) {
        return;
      }
      bytes -= next.size;
      oldest.remove();
    }
  }
}
