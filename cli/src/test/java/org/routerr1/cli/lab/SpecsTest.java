// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.cli.console.CliException;

class SpecsTest {

  @ParameterizedTest
  @CsvSource({
    "specialists, specialists",
    "home, home",
    "grpo, coverage",
    "coverage, coverage",
    "somebody-elses, specialists"
  })
  void aGateComparesOnWhatTheTrainingTeaches(String training, String suite) {
    assertThat(Specs.gate(null, training)).isEqualTo(suite);
  }

  @Test
  void aBudgetOutOfBoundsIsNamed() {
    assertThat(Specs.nano(new BigDecimal("0.1"))).isEqualTo(100_000_000L);
    for (String budget : List.of("1E+999999999", "1e10", "1e-12", "-1", "0")) {
      assertThatExceptionOfType(CliException.class)
          .isThrownBy(() -> Specs.nano(new BigDecimal(budget)))
          .withMessageContaining("budget");
    }
  }

  @Test
  void aSuiteThatIsNamedCountsAndMustExist() {
    assertThat(Specs.gate("home", "specialists")).isEqualTo("home");
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> Specs.gate("houses", "home"))
        .withMessage("no suite is called \"houses\": name specialists, coverage or home");
  }
}
