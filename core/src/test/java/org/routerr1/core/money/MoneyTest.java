// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.core.money.Budget.Reservation.Granted;
import org.routerr1.core.money.Budget.Reservation.Refused;

class MoneyTest {

  /** The paper's pool: one price for both directions, 512 tokens of reply. */
  @ParameterizedTest
  @CsvSource({
    "Qwen2.5-7B-Instruct, 0.30, 153600",
    "LLaMA-3.1-8B-Instruct, 0.18, 92160",
    "LLaMA-3.1-70B-Instruct, 0.88, 450560",
    "Mistral-7B-Instruct, 0.20, 102400",
    "Mixtral-8x22B-Instruct, 1.20, 614400",
    "Gemma-2-27B-Instruct, 0.80, 409600",
    "Palmyra-Creative-122B, 1.80, 921600",
    "LLaMA3-ChatQA-1.5-8B, 0.18, 92160"
  })
  void thePapersPricesAreExact(String model, String usdPerMillion, long nanoUsd) {
    long price = Usd.parse(usdPerMillion).value();
    assertThat(new Price(price, price).of(new Usage(0, 512)).value()).as(model).isEqualTo(nanoUsd);
    assertThat(new Price(price, price).of(new Usage(512, 0)).value()).isEqualTo(nanoUsd);
  }

  @Test
  void aPartOfANanoDollarIsRoundedUpOnceForBothDirectionsTogether() {
    assertThat(new Price(1, 1).of(new Usage(1, 1))).isEqualTo(new NanoUsd(1));
    assertThat(new Price(500_000, 500_000).of(new Usage(1, 1))).isEqualTo(new NanoUsd(1));
    assertThat(new Price(500_000, 500_001).of(new Usage(1, 1))).isEqualTo(new NanoUsd(2));
  }

  @Test
  void anAmountThatDoesNotFitIsAnErrorNotAWrongAmount() {
    assertThatThrownBy(() -> new Price(Long.MAX_VALUE, 0).of(new Usage(2_000_000, 0)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new NanoUsd(Long.MAX_VALUE).plus(new NanoUsd(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0.02, 20000000",
    "1, 1000000000",
    "007.50, 7500000000",
    ".5, 500000000",
    "3., 3000000000",
    "0.000000001, 1",
    "0.1000000000, 100000000",
    "0, 0"
  })
  void dollarsAreRead(String text, long nanos) {
    assertThat(Usd.parse(text)).isEqualTo(new NanoUsd(nanos));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "1e3",
        "NaN",
        "$1",
        "1,5",
        "0.0000000001",
        "1 2",
        ".",
        "99999999999",
        "0x1"
      })
  void whatIsNoAmountIsRefused(String text) {
    assertThatThrownBy(() -> Usd.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hugeExponentsAreRefusedWithoutBeingExpanded() {
    assertThatThrownBy(() -> Usd.exact(new BigDecimal("1e-999999999")))
        .hasMessageContaining("finer than a nano-dollar");
    assertThatThrownBy(() -> Usd.exact(new BigDecimal("1e999999999")))
        .hasMessageContaining("too large");
  }

  @Test
  void dollarsAreWrittenPlainly() {
    assertThat(Usd.format(new NanoUsd(123_000))).isEqualTo("0.000123");
    assertThat(Usd.format(new NanoUsd(10_000_000_000L))).isEqualTo("10");
    assertThat(Usd.format(NanoUsd.ZERO)).isEqualTo("0");
    assertThat(Usd.format(new NanoUsd(-5))).isEqualTo("-0.000000005");
  }

  @Test
  void aReservationIsSettledByWhatWasPaid() {
    Budget reserved = ((Granted) Budget.of(new NanoUsd(100)).reserve(new NanoUsd(60))).budget();
    assertThat(reserved.reserve(new NanoUsd(41)))
        .isEqualTo(new Refused(new NanoUsd(41), new NanoUsd(40)));
    Budget settled = reserved.settle(new NanoUsd(60), new NanoUsd(10));
    assertThat(settled).isEqualTo(new Budget(new NanoUsd(100), new NanoUsd(10), NanoUsd.ZERO));
    assertThat(reserved.release(new NanoUsd(60)).left()).isEqualTo(new NanoUsd(100));
  }

  @Test
  void moreThanTheBoundWasPaidIsRecordedAndLeavesNothing() {
    Budget reserved = ((Granted) Budget.of(new NanoUsd(100)).reserve(new NanoUsd(60))).budget();
    Budget over = reserved.settle(new NanoUsd(60), new NanoUsd(130));
    assertThat(over.spent()).isEqualTo(new NanoUsd(130));
    assertThat(over.left()).isEqualTo(NanoUsd.ZERO);
    assertThatThrownBy(() -> over.release(new NanoUsd(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutALimitEverythingIsGranted() {
    assertThat(Budget.UNLIMITED.left()).isNull();
    assertThat(Budget.UNLIMITED.reserve(new NanoUsd(Long.MAX_VALUE))).isInstanceOf(Granted.class);
  }
}
