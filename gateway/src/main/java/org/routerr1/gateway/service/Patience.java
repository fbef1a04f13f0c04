// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sits out an outage: tries again what failed in passing, with pauses that double from 50
 * milliseconds to one second, until it succeeds or the time is up. The last failure is thrown on.
 */
public final class Patience {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Sleeper sleeper;

  public Patience(InstantSource clock, Sleeper sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Waits; the system's is {@code Thread::sleep}. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /** Runs {@code attempt} until it returns, fails for good, or fails in passing after the end. */
  public <T> T until(
      Instant end, Predicate<RuntimeException> passing, Supplier<? extends T> attempt) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return attempt.get();
      } catch (RuntimeException failure) {
        if (!passing.test(failure) || clock.instant().plus(pause).isAfter(end)) {
          throw failure;
        }
        sleep(pause, failure);
      }
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private void sleep(Duration pause, RuntimeException failure) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
