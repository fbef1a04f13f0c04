// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads and writes dollars as decimals, exactly: no amount passes through a double. */
public final class Usd {

  private static final int DIGITS = 9;
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, DIGITS);
  private static final Pattern DECIMAL =
      Pattern.compile("[0-9]{1,12}(\\.[0-9]{0,18})?|\\.[0-9]{1,18}");

  private Usd() {}

  /**
   * Reads an amount such as {@code 0.02}.
   *
   * @throws IllegalArgumentException with one sentence if it is not a decimal number, is negative,
   *     or is finer than a nano-dollar
   */
  public static NanoUsd parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("-")) {
      throw new IllegalArgumentException("must not be negative");
    }
    if (!DECIMAL.matcher(trimmed).matches()) {
      throw new IllegalArgumentException("must be a decimal number such as 0.15, without a sign");
    }
    return exact(new BigDecimal(trimmed));
  }

  /**
   * The same amount in nano-dollars.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static NanoUsd exact(BigDecimal dollars) {
    if (dollars.signum() < 0) {
      throw new IllegalArgumentException("must not be negative");
    }
    if (dollars.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("is too large");
    }
    // Scale first: an exponent of minus a million must not be expanded to be refused.
    BigDecimal stripped = dollars.stripTrailingZeros();
    if (stripped.scale() > DIGITS) {
      throw new IllegalArgumentException(
          "is finer than a nano-dollar: use at most 9 digits after the point");
    }
    return new NanoUsd(stripped.movePointRight(DIGITS).longValueExact());
  }

  /** The amount as plain decimal dollars, without trailing zeros: {@code 0.000123}. */
  public static String format(NanoUsd amount) {
    BigDecimal dollars = BigDecimal.valueOf(amount.value(), DIGITS).stripTrailingZeros();
    return dollars.scale() < 0 ? dollars.setScale(0).toPlainString() : dollars.toPlainString();
  }
}
