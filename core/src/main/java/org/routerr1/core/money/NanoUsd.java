// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.money;

/**
 * An amount of money in nano-dollars (10⁻⁹ USD), exact. Overflow is an {@link ArithmeticException},
 * never a wrong amount.
 */
public record NanoUsd(long value) implements Comparable<NanoUsd> {

  public static final NanoUsd ZERO = new NanoUsd(0);

  public NanoUsd plus(NanoUsd other) {
    return new NanoUsd(Math.addExact(value, other.value));
  }

  public NanoUsd minus(NanoUsd other) {
    return new NanoUsd(Math.subtractExact(value, other.value));
  }

  @Override
  public int compareTo(NanoUsd other) {
    return Long.compare(value, other.value);
  }
}
