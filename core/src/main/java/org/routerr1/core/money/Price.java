// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.money;

import java.math.BigInteger;

/**
 * A price in nano-dollars per million tokens, input and output apart. 0.18 USD a million is
 * 180,000,000.
 */
public record Price(long inputPerMillion, long outputPerMillion) {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  public Price {
    if (inputPerMillion < 0 || outputPerMillion < 0) {
      throw new IllegalArgumentException(
          "a price cannot be negative: " + inputPerMillion + ", " + outputPerMillion);
    }
  }

  /** The exact cost of a call, rounded up once, to a whole nano-dollar. */
  public NanoUsd of(Usage usage) {
    BigInteger exact =
        BigInteger.valueOf(usage.inputTokens())
            .multiply(BigInteger.valueOf(inputPerMillion))
            .add(
                BigInteger.valueOf(usage.outputTokens())
                    .multiply(BigInteger.valueOf(outputPerMillion)));
    BigInteger[] parts = exact.divideAndRemainder(MILLION);
    BigInteger rounded = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    return new NanoUsd(rounded.longValueExact());
  }
}
