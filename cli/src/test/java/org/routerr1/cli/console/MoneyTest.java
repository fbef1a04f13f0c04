// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "0, $0.00",
    "27600, $0.0000276",
    "1000000000, $1.00",
    "1, $0.000000001",
    "1500000000, $1.50"
  })
  void nanoDollarsAreExact(long nano, String usd) {
    assertThat(Money.usd(nano)).isEqualTo(usd);
  }
}
