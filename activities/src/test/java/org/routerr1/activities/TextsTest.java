// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.routerr1.activities.text.Texts;

class TextsTest {

  @Test
  void storableTextKeepsAllButWhatCannotBeStored() {
    assertThat(Texts.storable("plain ü 😀")).isEqualTo("plain ü 😀");
    assertThat(Texts.storable("a\0b")).isEqualTo("a\uFFFDb");
    assertThat(Texts.storable("\uD83D")).isEqualTo("\uFFFD");
    assertThat(Texts.storable("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
  }

  @Test
  void aLineIsOneLineAndNoLongerThanAsked() {
    assertThat(Texts.line(" a\n\tb ", 10)).isEqualTo("a b");
    assertThat(Texts.line("x".repeat(20), 10)).hasSize(10).endsWith("…");
    assertThat(Texts.line("x".repeat(8) + "😀😀", 10)).isEqualTo("x".repeat(8) + "…");
  }

  @Test
  void asciiIsReversible() {
    assertThat(Texts.ascii("query/a b%ü")).isEqualTo("query/a%20b%25%C3%BC");
  }
}
