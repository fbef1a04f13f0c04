// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.routerr1.ledger.StepKey;

/** Steps on their way to the writer, in order. */
final class StepQueue {

  private final int largestBatch;
  private final Deque<Step> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  StepQueue(int largestBatch) {
    this.largestBatch = largestBatch;
  }

  /** Returns false if the queue is closed. */
  boolean add(Step step) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      waiting.add(step);
      changed.signal();
      return true;
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
      while (waiting.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<Step> batch = new ArrayList<>();
      Set<StepKey> keys = new HashSet<>();
      while (!waiting.isEmpty()
          && batch.size() < largestBatch
          && keys.add(waiting.getFirst().key())) {
        batch.add(waiting.removeFirst());
      }
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
