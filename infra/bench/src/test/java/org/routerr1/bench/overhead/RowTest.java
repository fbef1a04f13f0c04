// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.bench.load.Measured;
import org.routerr1.bench.overhead.Row.Figure;

class RowTest {

  private static Measured load(long wallMicros, Long... micros) {
    return new Measured(wallMicros, List.of(micros));
  }

  @Test
  void aRatioAboveOneIsBetterForUsWhateverTheUnit() {
    List<Measured> quick = List.of(load(1_000_000, 10_000L, 10_000L));
    List<Measured> slow = List.of(load(2_000_000, 20_000L, 20_000L));
    for (Figure figure : Figure.values()) {
      assertThat(Row.against("it", figure, quick, "dbos", slow).ratio()).isEqualTo(2.0);
      assertThat(Row.against("it", figure, slow, "dbos", quick).ratio()).isEqualTo(.5);
    }
  }

  @Test
  void theMedianLoadCountsAndAllItsQueries() {
    Row row =
        Row.alone(
            "it",
            Figure.WALL_SECONDS,
            List.of(load(1_000_000, 1L), load(9_000_000, 1L), load(2_000_000, 1L)));
    assertThat(row.ours()).isEqualTo(2);
    assertThat(row.n()).isEqualTo(3);
    assertThat(row.peer()).isEqualTo("none");
    assertThat(row.theirs()).isNull();
  }
}
