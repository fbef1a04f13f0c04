// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeftRowTest {

  private static final List<Double> BASE = List.of(-1.0, -2.0);

  @Test
  void equalWithinRoundingAndOnlyIfTheAdapterChangesSomething() {
    List<Double> theirs = List.of(-1.5, -2.5);
    assertThat(PeftRow.of("it", List.of(-1.5001, -2.5), theirs, BASE).equal()).isTrue();
    assertThat(PeftRow.of("it", List.of(-1.51, -2.5), theirs, BASE).equal()).isFalse();
    assertThat(PeftRow.of("it", BASE, BASE, BASE).equal()).isFalse();
    assertThat(PeftRow.of(PeftRow.BASE, BASE, BASE, BASE).equal()).isTrue();
  }

  @Test
  void whatIsNoNumberIsEqualToNothing() {
    List<Double> theirs = List.of(-1.5, -2.5);
    assertThat(PeftRow.of("it", List.of(Double.NaN, -2.5), theirs, BASE).equal()).isFalse();
    assertThatThrownBy(() -> PeftRow.of("it", List.of(-1.5), theirs, BASE))
        .isInstanceOf(IllegalStateException.class);
  }
}
