// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

  @ParameterizedTest
  @CsvSource({
    "001b", "0000", "0007", "0008", "000d", "007f", "0085", "009b", "061c", "200f", "2028", "202e",
    "2066"
  })
  void whatATerminalActsOnIsShown(String hex) {
    String text = "a" + (char) Integer.parseInt(hex, 16) + "b";
    assertThat(Printable.of(text)).isEqualTo("a\\u" + hex + "b");
  }

  @Test
  void whatCanBeReadStays() {
    String text = "Grüße, 字 😀 👩\u200d🔬\tтекст\nמילה";
    assertThat(Printable.of(text)).isSameAs(text);
  }
}
