// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.math.BigDecimal;

/**
 * What a number may be. The same bounds hold for requests and for the configured defaults.
 *
 * @param least the smallest legal value
 * @param most the largest legal value
 */
public record Bounds(BigDecimal least, BigDecimal most) {

  public static final Bounds TRADE_OFF = of("0", "1");

  /** One nano-dollar is the smallest amount that can be counted. */
  public static final Bounds BUDGET_USD = of("0.000000001", "1000000");

  public static final Bounds MAX_TURNS = of("1", "16");
  public static final Bounds DEADLINE_MS = of("100", "600000");
  public static final Bounds MIN_ROUTES = of("0", "16");
  public static final Bounds MAX_PARALLEL = of("1", "8");
  public static final Bounds TOKENS = of("1", "4096");

  /** OpenAI's own limit, which clients set generously. */
  public static final Bounds MAX_TOKENS = of("1", "2147483647");

  public static final Bounds TEMPERATURE = of("0", "2");
  public static final Bounds TOP_P = of("0", "1");
  public static final Bounds SEED = of("-9223372036854775808", "9223372036854775807");
  public static final Bounds SCORE = of("0", "1");

  private static Bounds of(String least, String most) {
    return new Bounds(new BigDecimal(least), new BigDecimal(most));
  }

  /** Whether a value is legal. */
  public boolean hold(BigDecimal value) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  /** For messages: {@code from 0 to 1}. */
  public String words() {
    return "from " + least.toPlainString() + " to " + most.toPlainString();
  }
}
