// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.bench.soak.Resident.Sample;

class ResidentTest {

  /** 100 MiB while it warms up, then so much more a second. */
  private static List<Sample> samples(int seconds, int warm, double more) {
    List<Sample> samples = new ArrayList<>();
    for (int s = 0; s < seconds; s++) {
      samples.add(new Sample(s, s < warm ? 10.0 * s : 500 + more * s));
    }
    return samples;
  }

  @Test
  void whatGrowsAfterTheWarmUpIsNotFlat() {
    Resident leaking = Resident.of(samples(600, 300, .1), 300);
    assertThat(leaking.slopeMibPerHour()).isCloseTo(360, within(.1));
    assertThat(leaking.grownMib()).isCloseTo(29.9, within(.1));
    assertThat(leaking.flat()).isFalse();
    assertThat(leaking.samples()).hasSize(60);
  }

  @Test
  void growthBeforeItDoesNotCount() {
    Resident flat = Resident.of(samples(600, 300, 0), 300);
    assertThat(flat.slopeMibPerHour()).isZero();
    assertThat(flat.flat()).isTrue();
  }

  @Test
  void tooLittleTimeSaysNothing() {
    assertThat(Resident.of(samples(120, 60, 5), 60).flat()).isNull();
    assertThat(Resident.of(List.of(), 60).slopeMibPerHour()).isZero();
  }

  @Test
  void aProcessTellsWhatItHolds() throws IOException {
    assertThat(Resident.now(ProcessHandle.current().pid())).isBetween(10.0, 10_000.0);
  }
}
