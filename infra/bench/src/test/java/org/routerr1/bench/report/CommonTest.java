// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.infra.stack.StackException;

class CommonTest {

  private static final List<String> KNOWN = List.of("update", "rollout");

  @Test
  void rowsComeInTheBenchsOrder() {
    assertThat(Common.rows(" ", KNOWN)).isEqualTo(KNOWN);
    assertThat(Common.rows("rollout, update", KNOWN)).isEqualTo(KNOWN);
  }

  @Test
  void aRowThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Common.rows("update,speed", KNOWN))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("\"speed\"");
  }
}
