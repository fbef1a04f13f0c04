// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.routerr1.core.reward.Utility;

class WeightsTest {

  @Test
  void meetTheFivePoints() {
    double[] points = {.001, .005, .015, .03, .08};
    for (int i = 0; i < 5; i++) {
      assertThat(Weights.TRADE_OFF.at(i / 4.0)).isCloseTo(points[i], within(1e-12));
      assertThat(Weights.TRADE_OFF.tradeOffs().get(i)).isEqualTo(i / 4.0);
    }
    assertThat(Weights.TRADE_OFF.at(.125)).isCloseTo(Math.sqrt(.001 * .005), within(1e-12));
    assertThat(Weights.COVERAGE.at(1 / 6.0)).isCloseTo(.015, within(1e-12));
  }

  @Property
  void riseWithTheTradeOff(@ForAll @DoubleRange(min = 0, max = .99) double low) {
    assertThat(Weights.TRADE_OFF.at(low)).isLessThan(Weights.TRADE_OFF.at(low + .01));
    assertThat(Weights.TRADE_OFF.at(low)).isCloseTo(Utility.weight(low), within(1e-12));
  }

  @Test
  void refuseWhatIsNoTradeOff() {
    for (double bad : new double[] {-.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Weights.TRADE_OFF.at(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
