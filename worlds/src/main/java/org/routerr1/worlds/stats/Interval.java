// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.stats;

import java.util.Locale;

/**
 * An estimate with its bootstrap interval.
 *
 * @param n observations behind it
 */
public record Interval(double value, double low, double high, int n) {

  public boolean above(double bound) {
    return low > bound;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f] n=%d", value, low, high, n);
  }
}
