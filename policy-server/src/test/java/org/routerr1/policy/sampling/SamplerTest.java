// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final int[] ALL = {0, 1, 2, 3};

  /** Log-probabilities of .1 .2 .3 .4. */
  private static final float[] SCORES = {
    (float) Math.log(1), (float) Math.log(2), (float) Math.log(3), (float) Math.log(4)
  };

  @Test
  void greedyTakesTheLikeliestThatIsLegal() {
    assertThat(choose(0, 1, ALL).token()).isEqualTo(3);
    assertThat(choose(0, 1, 0, 2).token()).isEqualTo(2);
  }

  @Test
  void ofEqualsTheLowestIdIsTaken() {
    Sampler greedy = new Sampler(new Sampling(0, 1, 1));
    assertThat(greedy.choose(new float[2], new int[] {1, 2}).token()).isEqualTo(1);
  }

  @Test
  void logprobsAreAmongTheLegal() {
    Choice choice = choose(0, 1, 0, 2);
    assertThat(choice.logprob()).isCloseTo(Math.log(.75), within(1e-6));
    assertThat(choice.index()).isEqualTo(1);
  }

  @Test
  void logprobsAreThoseOfTemperatureOne() {
    Choice choice = choose(50, 0.5, 3);
    assertThat(choice.logprob()).isCloseTo(0, within(1e-9));
  }

  @Test
  void samplesAsOftenAsIsLikely() {
    assertShares(1, 1, ALL, .1, .2, .3, .4);
    assertShares(1, 1, new int[] {1, 3}, 0, 1 / 3., 0, 2 / 3.);
    double norm = 1 + 4 + 9 + 16;
    assertShares(.5, 1, ALL, 1 / norm, 4 / norm, 9 / norm, 16 / norm);
  }

  @Test
  void topPKeepsTheFewestThatReachIt() {
    assertShares(1, .39, ALL, 0, 0, 0, 1);
    assertShares(1, .41, ALL, 0, 0, 3 / 7., 4 / 7.);
    assertShares(1, .75, ALL, 0, 2 / 9., 3 / 9., 4 / 9.);
    assertShares(1, 1, ALL, .1, .2, .3, .4);
  }

  @Test
  void theSameSeedMakesTheSameChoices() {
    assertThat(run(5)).isEqualTo(run(5)).isNotEqualTo(run(6));
  }

  @Test
  void settingsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new Sampling(-1, 1, 0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Sampling(Double.NaN, 1, 0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Sampling(1, 0, 0)).hasMessageContaining("top_p");
  }

  private static Choice choose(double temperature, double topP, int... legal) {
    return new Sampler(new Sampling(temperature, topP, 1)).choose(scores(legal), legal);
  }

  private static float[] scores(int... legal) {
    float[] scores = new float[legal.length];
    for (int i = 0; i < legal.length; i++) {
      scores[i] = SCORES[legal[i]];
    }
    return scores;
  }

  private static int[] run(long seed) {
    Sampler sampler = new Sampler(new Sampling(1, 1, seed));
    return IntStream.range(0, 50).map(i -> sampler.choose(SCORES, ALL).token()).toArray();
  }

  private static void assertShares(
      double temperature, double topP, int[] legal, double... expected) {
    Sampler sampler = new Sampler(new Sampling(temperature, topP, 3));
    int n = 40_000;
    int[] counts = new int[4];
    for (int i = 0; i < n; i++) {
      counts[sampler.choose(scores(legal), legal).token()]++;
    }
    for (int i = 0; i < 4; i++) {
      assertThat(counts[i] / (double) n).isCloseTo(expected[i], within(0.01));
      assertThat(counts[i] == 0).isEqualTo(expected[i] == 0);
    }
  }
}
