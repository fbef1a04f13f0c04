// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import java.util.OptionalLong;

/**
 * How long a run will take, from the steps that were seen to end. A step under way counts for
 * nothing, so the time left does not grow while it lasts.
 */
final class Pace {

  private int all;
  private int first;
  private int last;
  private double firstAt;
  private double lastAt;

  /**
   * Sees a run. Another phase of it, which has steps of its own, is timed anew.
   *
   * @param done steps
   * @param of all steps, more than 0
   * @param seconds of any clock that only goes on
   */
  void see(int done, int of, double seconds) {
    if (of != all || done < last) {
      all = of;
      first = done;
      firstAt = seconds;
    }
    if (done != last) {
      last = done;
      lastAt = seconds;
    }
  }

  /** Seconds until all steps have ended; empty before one was seen to end. */
  OptionalLong left(double seconds) {
    if (last <= first || last >= all) {
      return OptionalLong.empty();
    }
    double each = (lastAt - firstAt) / (last - first);
    return OptionalLong.of(Math.max(0, Math.round(lastAt + each * (all - last) - seconds)));
  }
}
