// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usd;

/** Amounts as the policy reads them: three digits that count, rounded down, few tokens. */
final class Dollars {

  private static final MathContext THREE = new MathContext(3, RoundingMode.DOWN);

  private Dollars() {}

  static String rough(NanoUsd amount) {
    BigDecimal rounded = new BigDecimal(Usd.format(amount)).round(THREE).stripTrailingZeros();
    return "$" + (rounded.signum() == 0 ? "0" : rounded.toPlainString());
  }
}
