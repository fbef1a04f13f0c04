// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.activities.episode.Trajectory;
import org.routerr1.activities.episode.Trajectory.Decided;
import org.routerr1.activities.episode.Trajectory.SampleTrajectory;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.policy.v1.DecideRequest;

class SampledTreesTest {

  private static SampleTrajectory sample(int number, double reward, double exact) {
    String request =
        Base64.getEncoder().encodeToString(DecideRequest.getDefaultInstance().toByteArray());
    return new SampleTrajectory(
        number,
        1,
        number,
        reward,
        exact,
        true,
        List.of(new Decided(request, List.of(5), List.of(-1f), List.of(-2f))));
  }

  private static List<Float> advantages(int thriftSign, SampleTrajectory... samples) {
    return advantages(thriftSign, 0, samples);
  }

  private static List<Float> advantages(int thriftSign, double done, SampleTrajectory... samples) {
    return SampledTrees.of(new Trajectory("t", "v", List.of(samples)), thriftSign, done)
        .orElseThrow()
        .tree()
        .getNodesList()
        .stream()
        .filter(Node::hasAction)
        .map(node -> node.getAction().getSampled().getAdvantage())
        .toList();
  }

  /** One is right and dear, one wrong and free: cost counts against the one, reversed for it. */
  @ParameterizedTest
  @CsvSource({"1, .2, -.2", "-1, .8, -.8"})
  void reversedThriftRewardsWhatWasSpent(int sign, float dear, float free) {
    assertThat(advantages(sign, sample(0, .4, 1), sample(1, 0, 0))).containsExactly(dear, free);
  }

  @Test
  void aWrongAnswerIsWorthNothingWhateverItCostAndADearRightOneMore() {
    List<Float> seen = advantages(1, sample(0, -.3, 0), sample(1, -.1, 0), sample(2, -.5, 1));
    assertThat(seen.get(0)).isEqualTo(seen.get(1)).isNegative();
    assertThat(seen.get(2)).isCloseTo(2 / 3f * .1f, within(1e-6f));
  }

  @Test
  void inTheEndTheRewardIsWhatCounts() {
    List<Float> seen = advantages(1, 1, sample(0, -.3, 0), sample(1, -.1, 0), sample(2, -.5, 1));
    assertThat(seen).containsExactly(0f, .2f, -.2f);
    assertThat(advantages(1, .5, sample(0, -.4, 0), sample(1, 0, 0))).containsExactly(-.1f, .1f);
  }

  @Test
  void samplesThatAreAllAlikePullNowhere() {
    Trajectory alike = new Trajectory("t", "v", List.of(sample(0, -.1, 0), sample(1, -.1, 0)));
    assertThat(SampledTrees.of(alike, 1, 0)).get().matches(group -> !group.differs());
    assertThat(advantages(1, sample(0, -.1, 0), sample(1, -.1, 0))).containsOnly(0f);
    assertThat(SampledTrees.of(new Trajectory("t", "v", List.of()), 1, 0)).isEmpty();
  }
}
