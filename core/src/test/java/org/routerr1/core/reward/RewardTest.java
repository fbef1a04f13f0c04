// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.core.money.Price;
import org.routerr1.core.money.Usd;

class RewardTest {

  @ParameterizedTest
  @CsvSource({
    // format, score, alpha, cost, total
    "-1, 1, 0.0, 1.0, -1",
    "-1, 0, 0.9, 0.0, -1",
    "0, 0, 0.9, 1.0, 0",
    "0, 1, 0.0, 0.2, 1",
    "0, 1, 0.6, 0.5, 0.7",
    "0, 1, 0.9, 0.0, 0.1",
    "0, 1, 1.0, 0.25, 0.25",
    "0, 0.5, 0.0, 1.0, 0.5",
    "0, 0.5, 0.6, 0.5, 0.5",
    "0, 0.25, 0.5, 1.0, 0.625"
  })
  void theTotalIsThePapers(int format, double score, double alpha, double cost, double total) {
    assertThat(PaperReward.total(format, score, alpha, cost)).isCloseTo(total, within(1e-12));
  }

  @Test
  void thePredictionIsTheLastAnswer() {
    assertThat(PaperReward.prediction("<answer>a</answer> <answer> b\nc </answer> <answer>d"))
        .contains("b\nc");
    assertThat(PaperReward.prediction("<answer>a<answer>b</answer>")).contains("a<answer>b");
    assertThat(PaperReward.prediction("<answer></answer>")).contains("");
    assertThat(PaperReward.prediction("</answer><answer>")).isEmpty();
  }

  @Test
  void rawCostIsReplyTokensTimesPrice() {
    long nanos = Usd.parse("0.88").value();
    assertThat(CostScale.rawCost(new Price(9 * nanos, nanos), 100)).isEqualTo(88);
  }

  @Test
  void theFirstSampleAndEqualSamplesAreWorthAHalf() {
    CostScale scale = new CostScale();
    assertThat(scale.reward(150)).isEqualTo(.5);
    assertThat(scale.reward(150)).isEqualTo(.5);
    assertThat(new CostScale().reward(0)).isEqualTo(.5);
  }

  /** Roots 0, 1, 4 and 2: percentiles worked out by hand. */
  @Test
  void costIsScaledBetweenThePercentilesOfItsRoots() {
    CostScale scale = new CostScale();
    assertThat(scale.reward(0)).isEqualTo(.5);
    // P5 = .05, P95 = .95: the new maximum lies above and is clipped
    assertThat(scale.reward(1)).isEqualTo(0);
    // 0 1 4: P95 = 1 + .9 · 3 = 3.7
    assertThat(scale.reward(16)).isEqualTo(0);
    // 0 1 2 4: P5 = .15, P95 = 2 + .85 · 2 = 3.7
    assertThat(scale.reward(4)).isCloseTo(1 - (2 - .15) / (3.7 - .15), within(1e-12));
    // 0 0 1 2 4: P5 = 0
    assertThat(scale.reward(0)).isEqualTo(1);
    assertThat(scale.window()).containsExactly(0.0, 1.0, 4.0, 2.0, 0.0);
  }

  @Test
  void onlyTheLastThousandCount() {
    CostScale scale = new CostScale(Collections.nCopies(CostScale.WINDOW, 5.0));
    for (int i = 0; i < CostScale.WINDOW; i++) {
      scale.reward(49);
    }
    assertThat(scale.window()).hasSize(CostScale.WINDOW).containsOnly(7.0);
    assertThat(scale.reward(49)).isEqualTo(.5);
  }

  @Test
  void aWindowContinuesWhereItStood() {
    CostScale one = new CostScale();
    for (int i = 0; i < 50; i++) {
      one.reward(i * 7 % 31);
    }
    CostScale other = new CostScale(one.window());
    assertThat(other.reward(12)).isEqualTo(one.reward(12));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.001",
    "0.25, 0.005",
    "0.5, 0.015",
    "0.75, 0.03",
    "1, 0.08",
    "0.125, 0.002236067977499790",
    "0.875, 0.04898979485566356"
  })
  void weightsAreLogLinearBetweenFivePoints(double tradeOff, double weight) {
    assertThat(Utility.weight(tradeOff)).isCloseTo(weight, within(1e-15));
  }

  @Test
  void utilityIsScoreMinusWeightedCost() {
    assertThat(Utility.reward(1, 1, 10)).isCloseTo(.2, within(1e-12));
    assertThatThrownBy(() -> Utility.weight(Double.NaN)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> Utility.weight(1.1)).hasMessageContaining("from 0 to 1");
  }
}
