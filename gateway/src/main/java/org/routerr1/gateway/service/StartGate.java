// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * Bounds the queries that are being handed to Temporal at one time: a thousand starts at once time
 * out by the hundred, the same thousand in a queue do not. Who waits too long is told to come
 * again.
 */
public final class StartGate {

  private static final Duration COME_AGAIN = Duration.ofSeconds(1);

  private final Semaphore places;
  private final Duration longestWait;

  public StartGate(int places, Duration longestWait) {
    this.places = new Semaphore(places, true);
    this.longestWait = longestWait;
  }

  /** Runs a start as soon as there is room; a {@link ProblemException} (429) if there is none. */
  public <T> T pass(Supplier<? extends T> start) {
    if (!enter()) {
      throw new Problem(
              429,
              "rate_limit_error",
              "too_many_starts",
              "too many queries are being started; nothing was started for this request",
              null,
              COME_AGAIN,
              true)
          .exception();
    }
    try {
      return start.get();
    } finally {
      places.release();
    }
  }

  /** Places that are free now. */
  public int free() {
    return places.availablePermits();
  }

  private boolean enter() {
    try {
      return places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
