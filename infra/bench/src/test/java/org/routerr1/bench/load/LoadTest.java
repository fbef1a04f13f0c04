// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class LoadTest {

  @Test
  void everyQueryRunsOnceAndSoManyAtATime() throws InterruptedException {
    Set<Integer> ran = ConcurrentHashMap.newKeySet();
    CyclicBarrier three = new CyclicBarrier(3);
    Measured measured =
        Load.run(
            9,
            3,
            number -> {
              // Passes only if three are under way together.
              three.await();
              assertThat(ran.add(number)).isTrue();
            });
    assertThat(ran).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(measured.micros()).hasSize(9);
  }

  @Test
  void aFailedQueryFailsTheLoad() {
    assertThatThrownBy(() ->
            Load.run(
                2,
                1,
                number -> {
                  throw new IOException("no");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no");
  }

  @Test
  void figuresComeFromTheTimes() {
    Measured measured = new Measured(2_000_000, List.of(9_000L, 1_000L, 2_000L, 3_000L));
    assertThat(measured.p50Millis()).isEqualTo(2.5);
    assertThat(measured.perSecond()).isEqualTo(2);
    assertThat(measured.wallSeconds()).isEqualTo(2);
  }
}
