// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Waits for something that others start, and says so: at once, and then every ten seconds. */
final class Waiting {

  private static final Logger LOG = Logger.getLogger(Waiting.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private Waiting() {}

  /** Tries until it succeeds; false if the thread was interrupted. */
  static boolean until(String what, Runnable attempt) {
    long begun = System.nanoTime();
    long said = 0;
    for (boolean first = true; ; first = false) {
      try {
        attempt.run();
        if (!first) {
          LOG.infof("%s is there after %d s", what, seconds(begun));
        }
        return true;
      } catch (RuntimeException e) {
        if (first || System.nanoTime() - said > SILENCE.toNanos()) {
          LOG.warnf("waiting for %s (%d s): %s", what, seconds(begun), e.getMessage());
          said = System.nanoTime();
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private static long seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toSeconds();
  }
}
