// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.money;

import org.jspecify.annotations.Nullable;

/**
 * What a query may still spend. Before a call its highest possible cost is reserved; afterwards the
 * real cost is settled and the rest is free again. Immutable; amounts are never negative, and what
 * is spent and reserved never exceeds the limit, unless a provider charged more than its bound
 * ({@link #settle}).
 *
 * @param limit the most that may be spent; null: unlimited
 * @param spent paid so far
 * @param reserved promised to calls under way
 */
public record Budget(@Nullable NanoUsd limit, NanoUsd spent, NanoUsd reserved) {

  public static final Budget UNLIMITED = new Budget(null, NanoUsd.ZERO, NanoUsd.ZERO);

  public Budget {
    notNegative(spent);
    notNegative(reserved);
    if (limit != null) {
      notNegative(limit);
    }
  }

  public static Budget of(NanoUsd limit) {
    return new Budget(limit, NanoUsd.ZERO, NanoUsd.ZERO);
  }

  /** What can still be reserved; null: unlimited. Never negative. */
  public @Nullable NanoUsd left() {
    if (limit == null) {
      return null;
    }
    NanoUsd left = limit.minus(spent).minus(reserved);
    return left.value() < 0 ? NanoUsd.ZERO : left;
  }

  /** Sets an amount aside, if there is enough. */
  public Reservation reserve(NanoUsd amount) {
    notNegative(amount);
    NanoUsd left = left();
    return left == null || amount.compareTo(left) <= 0
        ? new Reservation.Granted(new Budget(limit, spent, reserved.plus(amount)))
        : new Reservation.Refused(amount, left);
  }

  /**
   * Replaces a reservation by what was paid. More than the reservation is recorded as it is: it was
   * paid, and hiding it would only spend it twice.
   *
   * @throws IllegalArgumentException if less than {@code reservation} is reserved
   */
  public Budget settle(NanoUsd reservation, NanoUsd paid) {
    notNegative(reservation);
    notNegative(paid);
    if (reservation.compareTo(reserved) > 0) {
      throw new IllegalArgumentException(
          "only " + reserved.value() + " is reserved, not " + reservation.value());
    }
    return new Budget(limit, spent.plus(paid), reserved.minus(reservation));
  }

  /** Gives a reservation back unspent. */
  public Budget release(NanoUsd reservation) {
    return settle(reservation, NanoUsd.ZERO);
  }

  /** Whether a reservation was possible. */
  public sealed interface Reservation {

    /** {@code budget} has the amount set aside. */
    record Granted(Budget budget) implements Reservation {}

    /** Nothing changed: {@code asked} is more than {@code left}. */
    record Refused(NanoUsd asked, NanoUsd left) implements Reservation {}
  }

  private static void notNegative(NanoUsd amount) {
    if (amount.value() < 0) {
      throw new IllegalArgumentException("an amount cannot be negative: " + amount.value());
    }
  }
}
