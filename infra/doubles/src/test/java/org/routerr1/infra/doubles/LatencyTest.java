// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void drawnTimesHaveTheQuantilesThatWereAskedFor() {
    SplittableRandom random = new SplittableRandom(7);
    Latency latency = Latency.parse("200/900");
    long[] drawn = random.longs(20_000).map(x -> latency.drawMillis(random)).sorted().toArray();
    assertThat(drawn[10_000]).isCloseTo(200, within(10L));
    assertThat(drawn[19_000]).isCloseTo(900, within(60L));
  }

  @Test
  void oneNumberIsFixed() {
    assertThat(Latency.parse("30").drawMillis(new SplittableRandom(1))).isEqualTo(30);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> Latency.parse("fast")).hasMessageContaining("'fast' is no latency");
    assertThatThrownBy(() -> Latency.parse("900/200")).hasMessageContaining("p50 <= p95");
  }
}
