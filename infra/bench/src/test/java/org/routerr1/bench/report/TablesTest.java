// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    assertThat(Tables.of(List.of(List.of("a", "b"), List.of("long", "c"))))
        .isEqualTo("a     b\nlong  c");
  }

  @Test
  void figuresHaveThreeDigitsThatMatter() {
    assertThat(Tables.figure(123.45)).isEqualTo("123");
    assertThat(Tables.figure(12.345)).isEqualTo("12.3");
    assertThat(Tables.figure(1.2345)).isEqualTo("1.23");
    assertThat(Tables.figure(.12345)).isEqualTo("0.123");
    assertThat(Tables.figure(null)).isEqualTo("-");
  }
}
