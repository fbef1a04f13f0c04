// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may use the processor: a query that somebody waits for goes before the training, which asks
 * between its passes. Thread-safe.
 */
public final class Turns {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition calm = lock.newCondition();
  private final long patienceNanos;
  private int urgent;

  /**
   * @param patience the training waits at most so long before each pass, so that it gets on even
   *     where there is always a query
   */
  public Turns(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** Ends what {@link #urgent} began. */
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Work that somebody waits for begins; it ends when the result is first closed. */
  public Turn urgent() {
    change(1);
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        change(-1);
      }
    };
  }

  private void change(int by) {
    lock.lock();
    try {
      urgent += by;
      if (urgent == 0) {
        calm.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is urgent or patience is at its end; an interrupt ends the waiting. */
  public void giveWay() {
    lock.lock();
    try {
      long left = patienceNanos;
      while (urgent > 0 && left > 0) {
        left = calm.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Whether something is urgent now. */
  public boolean isUrgent() {
    lock.lock();
    try {
      return urgent > 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "Turns[patience %d ms]".formatted(TimeUnit.NANOSECONDS.toMillis(patienceNanos));
  }
}
