// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedTest {

  @Test
  void mediansAreCompared() {
    Compared row =
        Compared.of(
            "update", "tokens/s", true, List.of(9.0, 10.0, 500.0), "peft", List.of(4.0, 6.0), .9);
    assertThat(row.ours()).isEqualTo(10);
    assertThat(row.theirs()).isEqualTo(5);
    assertThat(row.ratio()).isEqualTo(2);
    assertThat(row.n()).isEqualTo(3);
    assertThat(Compared.table(List.of(row)).lines().toList().get(1))
        .contains("update", "peft", "2.00", "0.900");
  }

  @Test
  void inTurnsTheSlownessOfTheMachineDoesNotCount() {
    List<Double> ours = List.of(10.0, 5.0, 2.0);
    List<Double> theirs = List.of(8.0, 4.0, 1.6);
    Compared faster = Compared.inTurns("prefill", "tokens/s", true, ours, "peer", theirs, 1.0);
    assertThat(faster.ratio()).isCloseTo(1.25, within(1e-9));
    assertThat(faster.ours()).isEqualTo(5);
    assertThat(faster.theirs()).isEqualTo(4);
    Compared slower = Compared.inTurns("first token", "ms", false, ours, "peer", theirs, 1.0);
    assertThat(slower.ratio()).isCloseTo(.8, within(1e-9));
    assertThatThrownBy(() -> Compared.inTurns("x", "ms", false, ours, "peer", List.of(1.0), null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
