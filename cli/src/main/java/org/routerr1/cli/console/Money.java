// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import java.math.BigDecimal;

/** Nano-dollars for people. */
public final class Money {

  private static final int NANO_DIGITS = 9;
  private static final int LEAST_DIGITS = 2;

  private static final BigDecimal LEAST_BUDGET = new BigDecimal("1e-9");
  private static final BigDecimal MOST_BUDGET = new BigDecimal("1e6");

  /** What is said of a budget that is none; takes the budget. */
  public static final String NO_BUDGET =
      "--budget is %s: give dollars from 0.000000001 to 1000000, such as 0.001";

  private Money() {}

  /** Whether this many dollars can be a budget: what is less or more is a slip of the pen. */
  public static boolean isBudget(BigDecimal usd) {
    return usd.compareTo(LEAST_BUDGET) >= 0 && usd.compareTo(MOST_BUDGET) <= 0;
  }

  /** Exact, without trailing zeros beyond the cents: {@code $0.0000276}. */
  public static String usd(long nano) {
    BigDecimal exact = BigDecimal.valueOf(nano, NANO_DIGITS).stripTrailingZeros();
    BigDecimal shown = exact.scale() < LEAST_DIGITS ? exact.setScale(LEAST_DIGITS) : exact;
    return "$" + shown.toPlainString();
  }
}
