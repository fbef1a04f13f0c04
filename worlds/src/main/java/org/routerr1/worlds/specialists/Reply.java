// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import org.routerr1.core.money.Usage;

/**
 * What a candidate said, and what nobody but the environment knows about it.
 *
 * @param units cost of the call, billed whatever was said
 */
public record Reply(String text, Outcome outcome, int units, long millis) {

  /** The text of a candidate that does not know. */
  public static final String UNKNOWN = "I don't know";

  /**
   * What every call is billed as: with a price of p dollars per million tokens it costs p units of
   * 1,000,000 nano-dollars.
   */
  public static final Usage BILLED = new Usage(0, 1_000);

  /** How the reply stands to the truth. */
  public enum Outcome {
    RIGHT,
    WRONG,
    UNKNOWN,
    /** The sub-question was not understood: the text is {@link Reply#UNKNOWN}. */
    NOT_UNDERSTOOD
  }

  /** Whether it names something, right or wrong. */
  public boolean says() {
    return !text.equals(UNKNOWN);
  }
}
