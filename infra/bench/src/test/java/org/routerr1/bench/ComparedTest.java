// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
}
