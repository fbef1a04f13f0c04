// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.util.concurrent.CountDownLatch;

/** A clock at which an engine's thread waits until it is let go, or interrupted. */
public final class Held implements AutoCloseable {

  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);

  /** The time, for the engine's thread not before {@link #open()}. */
  public long nanoTime() {
    if (Thread.currentThread().getName().equals("policy-decoder")) {
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        // The engine is being closed.
        Thread.currentThread().interrupt();
      }
    }
    return System.nanoTime();
  }

  /** Waits until the engine's thread looks at the clock. */
  public void awaitReached() {
    try {
      reached.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets the engine go on. */
  public void open() {
    gate.countDown();
  }

  @Override
  public void close() {
    open();
  }
}
