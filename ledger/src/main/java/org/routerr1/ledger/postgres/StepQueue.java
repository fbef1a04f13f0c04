// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;

/**
 * Steps on their way to the writer, in order. Some have somebody waiting; the others may linger for
 * some milliseconds, so that they travel with the next one that is waited for.
 */
final class StepQueue {

  /** Longer than a quick reply takes, and too short for anybody who looks on. */
  private static final long LINGER_NANOS = 5_000_000;

  private final int largestBatch;
  private final Deque<Step> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean waitedFor;
  private boolean closed;

  StepQueue(int largestBatch) {
    this.largestBatch = largestBatch;
  }

  /** Adds a step that somebody waits for. Returns false if the queue is closed. */
  boolean add(Step step) {
    return add(step, true);
  }

  /** Adds a step that may linger. Returns false if the queue is closed. */
  boolean addLingering(Step step) {
    return add(step, false);
  }

  private boolean add(Step step, boolean isWaitedFor) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (step instanceof Step.Closing closing) {
        forgetIntention(closing);
      }
      waiting.add(step);
      if (isWaitedFor && !waitedFor || waiting.size() == 1) {
        changed.signal();
      }
      waitedFor |= isWaitedFor;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A closing says all that the intention of its step would, if that still waits. */
  private void forgetIntention(Step.Closing closing) {
    Iterator<Step> latest = waiting.descendingIterator();
    while (latest.hasNext()) {
      if (latest.next() instanceof Step.Intention intention
          && intention.key().equals(closing.key())) {
        latest.remove();
        intention.done().complete(new Entry(intention.key(), Entry.State.INTENDED, null, true));
        return;
      }
    }
  }

  /** Lets nothing linger any longer. */
  void hurry() {
    lock.lock();
    try {
      waitedFor = !waiting.isEmpty();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for steps and takes them, up to the largest batch and up to a key that is in it already.
   * Empty: none came, or the queue is closed and drained.
   */
  List<Step> take(Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!closed && !waitedFor && left > 0) {
        if (waiting.isEmpty()) {
          left = changed.awaitNanos(left);
        } else {
          long linger = waiting.getFirst().sinceNanos() + LINGER_NANOS - System.nanoTime();
          if (linger <= 0) {
            break;
          }
          changed.awaitNanos(linger);
        }
      }
      List<Step> batch = new ArrayList<>();
      Set<StepKey> keys = new HashSet<>();
      while (!waiting.isEmpty()
          && batch.size() < largestBatch
          && keys.add(waiting.getFirst().key())) {
        batch.add(waiting.removeFirst());
      }
      waitedFor &= !waiting.isEmpty();
      return batch;
    } catch (InterruptedException e) {
      // The writer's thread belongs to the books and is ended by close alone.
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isDrained() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
