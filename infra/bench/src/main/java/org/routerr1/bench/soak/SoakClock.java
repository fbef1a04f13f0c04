// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.time.Duration;

/** How far the soak is. */
final class SoakClock {

  /** How long what was begun may take to its end. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final long begun = System.nanoTime();
  private final long length;

  SoakClock(Duration length) {
    this.length = length.toNanos();
  }

  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** From 0 to 1. */
  double share() {
    return (double) (System.nanoTime() - begun) / length;
  }

  /** Nothing new is begun. */
  boolean isOver() {
    return share() >= 1;
  }

  boolean isPastEnd() {
    return System.nanoTime() - begun > length + GRACE.toNanos();
  }
}
