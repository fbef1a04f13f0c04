// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " \t\r\n",
        "\0\u001B",
        "\u00A0\u2003\u3000",
        "\u200B\u2060\uFEFF",
        "\u202E\u2066",
        "\u2028\u2029",
        "\u0301\uFE0F",
        "\u115F\u3164\u2800",
        "\uD800",
        "\uDB40\uDC41"
      })
  void nothingIsSeen(String text) {
    assertThat(Blank.is(text)).isTrue();
  }

  @Test
  void whatIsSeen() {
    assertThat(new String[] {"?", "a", "\u200B1", "東", "שלום", "😀", "e\u0301", "\uE000"})
        .noneMatch(Blank::is);
  }
}
