// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
  void aSuiteThatIsNamedCountsAndMustExist() {
    assertThat(Specs.gate("home", "specialists")).isEqualTo("home");
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> Specs.gate("houses", "home"))
        .withMessage("no suite is called \"houses\": name specialists, coverage or home");
  }
}
