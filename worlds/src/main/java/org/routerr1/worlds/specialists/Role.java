// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.Locale;

/** What a candidate is in a made pool. Policies never see it: names and prices are redrawn. */
public enum Role {
  /** A specialist of a needed topic: low price, middling accuracy. */
  CHEAP,
  /** A specialist of a needed topic: high price, high accuracy. */
  DEAR,
  /** A specialist that is never wrong where it is at home (world of coverage). */
  EXACT,
  /** A specialist of a topic that the question does not need. */
  SPARE,
  /** A generalist between weak and strong. */
  MIDDLING,
  /** A generalist, accurate and expensive. */
  STRONG,
  /** A generalist, cheap and often wrong. */
  WEAK;

  /** The name in tables, as in {@code constant:weak}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
