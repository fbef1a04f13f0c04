// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.routerr1.worlds.Draw;

class BootstrapTest {

  private static double[] normal(RandomGenerator random, int n, double mean) {
    return random.doubles(n).map(u -> mean + random.nextGaussian()).toArray();
  }

  @Test
  void coverTheTruthAsOftenAsTheySay() {
    int covered = 0;
    int runs = 400;
    for (int i = 0; i < runs; i++) {
      double[] values = normal(Draw.generator(1, i), 80, .3);
      Interval interval = new Bootstrap(i, 400, .95).mean(values);
      covered += interval.low() <= .3 && .3 <= interval.high() ? 1 : 0;
    }
    assertThat((double) covered / runs).isBetween(.90, .98);
  }

  @Test
  void areTheSameForTheSameSeed() {
    double[] values = normal(Draw.generator(1, "v"), 50, 0);
    assertThat(Bootstrap.seeded(7).mean(values)).isEqualTo(Bootstrap.seeded(7).mean(values));
    assertThat(Bootstrap.seeded(8).mean(values)).isNotEqualTo(Bootstrap.seeded(7).mean(values));
  }

  @Test
  void pairsTakeOutWhatBothShare() {
    RandomGenerator random = Draw.generator(2, "pairs");
    double[] theirs = random.doubles(200).map(u -> 10 * u).toArray();
    double[] ours = Arrays.stream(theirs).map(v -> v + .1 + .01 * random.nextGaussian()).toArray();
    Interval difference = Bootstrap.seeded(1).difference(ours, theirs);
    assertThat(difference.value()).isCloseTo(.1, within(.01));
    assertThat(difference.above(.09)).isTrue();
    assertThat(difference.n()).isEqualTo(200);
    Interval alone = Bootstrap.seeded(1).mean(ours);
    assertThat(alone.high() - alone.low())
        .isGreaterThan(20 * (difference.high() - difference.low()));
  }

  @Test
  void shareIsTheWayFromOneToTheOther() {
    double[] from = {0, .2, .1, .1};
    double[] to = {1, 1.2, 1.1, 1.1};
    double[] ours = {.7, .9, .8, .8};
    Interval share = Bootstrap.seeded(1).share(from, to, ours);
    assertThat(share.value()).isCloseTo(.7, within(1e-12));
    assertThat(share.low()).isCloseTo(.7, within(1e-9));
    assertThat(Bootstrap.seeded(1).share(from, to, from).value()).isZero();
    assertThat(share).hasToString("0.700 [0.700, 0.700] n=4");
  }

  @Test
  void refuseWhatCannotBeEstimated() {
    assertThatThrownBy(() -> Bootstrap.seeded(1).mean(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bootstrap.seeded(1).difference(new double[2], new double[3]))
        .hasMessageContaining("2 and 3");
  }
}
