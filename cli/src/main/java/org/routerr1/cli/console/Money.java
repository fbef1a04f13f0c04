// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import java.math.BigDecimal;

/** Nano-dollars for people. */
public final class Money {

  private static final int NANO_DIGITS = 9;
  private static final int LEAST_DIGITS = 2;

  private Money() {}

  /** Exact, without trailing zeros beyond the cents: {@code $0.0000276}. */
  public static String usd(long nano) {
    BigDecimal exact = BigDecimal.valueOf(nano, NANO_DIGITS).stripTrailingZeros();
    BigDecimal shown = exact.scale() < LEAST_DIGITS ? exact.setScale(LEAST_DIGITS) : exact;
    return "$" + shown.toPlainString();
  }
}
