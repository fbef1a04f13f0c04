// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.routerr1.core.money.Budget.Reservation.Granted;
import org.routerr1.core.money.Budget.Reservation.Refused;

class MoneyPropertyTest {

  @Property(tries = 1000)
  void aCostIsTheExactProductRoundedUpOnce(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long input,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long output,
      @ForAll @IntRange(min = 0, max = 2_000_000) int inputTokens,
      @ForAll @IntRange(min = 0, max = 2_000_000) int outputTokens) {
    BigDecimal exact =
        BigDecimal.valueOf(input)
            .multiply(BigDecimal.valueOf(inputTokens))
            .add(BigDecimal.valueOf(output).multiply(BigDecimal.valueOf(outputTokens)))
            .movePointLeft(6)
            .setScale(0, RoundingMode.CEILING);
    assertThat(new Price(input, output).of(new Usage(inputTokens, outputTokens)).value())
        .isEqualTo(exact.longValueExact());
  }

  @Property(tries = 1000)
  void dollarsWrittenAndReadAgainAreTheSame(@ForAll @LongRange(min = 0) long nanos) {
    NanoUsd amount = new NanoUsd(nanos);
    assertThat(Usd.parse(Usd.format(amount))).isEqualTo(amount);
  }

  @Property(tries = 1000)
  void aBudgetNeverGoesBelowZeroNorOverItsLimit(
      @ForAll @LongRange(min = 0, max = 1000) long limit,
      @ForAll List<@IntRange(min = 0, max = 400) Integer> amounts,
      @ForAll @IntRange(min = 0, max = 100) int paidShare) {
    Budget budget = Budget.of(new NanoUsd(limit));
    Deque<NanoUsd> underWay = new ArrayDeque<>();
    for (int amount : amounts) {
      switch (budget.reserve(new NanoUsd(amount))) {
        case Granted(Budget next) -> {
          budget = next;
          underWay.add(new NanoUsd(amount));
        }
        case Refused refused -> {
          assertThat(refused.asked()).isGreaterThan(refused.left());
          assertThat(refused.left()).isEqualTo(budget.left());
          NanoUsd oldest = underWay.poll();
          if (oldest != null) {
            budget = budget.settle(oldest, new NanoUsd(oldest.value() * paidShare / 100));
          }
        }
      }
      long used = budget.spent().value() + budget.reserved().value();
      assertThat(used).isBetween(0L, limit);
      assertThat(budget.left()).isEqualTo(new NanoUsd(limit - used));
      assertThat(budget.reserved().value())
          .isEqualTo(underWay.stream().mapToLong(NanoUsd::value).sum());
    }
  }
}
