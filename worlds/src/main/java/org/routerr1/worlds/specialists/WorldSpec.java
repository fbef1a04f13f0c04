// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

/**
 * The rules of a made world.
 *
 * @param twoHopShare of the bridge questions, 0 to 1; the others have one hop
 * @param unknownShare of the replies that are not right, 0 to 1, how many are "I don't know"; the
 *     others are plausible wrong entities
 * @param maxCalls in one episode
 * @param weightMatters whether the best choice must depend on the weight; then a proof demands it
 */
public record WorldSpec(
    String name,
    Weights weights,
    double twoHopShare,
    double unknownShare,
    int maxCalls,
    PoolRule pools,
    boolean weightMatters,
    Style style) {

  /** Money buys accuracy: the world of the {@code specialists} suite. */
  public static final WorldSpec TRADE_OFF =
      new WorldSpec(
          "specialists", Weights.TRADE_OFF, .75, .5, 3, new TradeOffPools(.15), true, Style.USUAL);

  /** Descriptors must be read: the world of the {@code grpo} configuration. */
  public static final WorldSpec COVERAGE =
      new WorldSpec(
          "coverage", Weights.COVERAGE, .7, 1, 3, new CoveragePools(.15), false, Style.USUAL);

  /** The same rules with names and wordings that training never saw. */
  public WorldSpec unseenStyle() {
    return new WorldSpec(
        name, weights, twoHopShare, unknownShare, maxCalls, pools, weightMatters, Style.UNSEEN);
  }

  public double reward(boolean correct, double units, double weight) {
    return (correct ? 1 : 0) - weight * units;
  }
}
