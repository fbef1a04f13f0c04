// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

/**
 * Our own reward: what an answer is worth minus what it cost, the exchange rate being the query's
 * trade-off. The scale is fixed per suite, never taken from a batch, so that runs compare.
 */
public final class Utility {

  /** Weights at the trade-offs 0, ¼, ½, ¾, 1. */
  private static final double[] WEIGHTS = {.001, .005, .015, .03, .08};

  private Utility() {}

  /**
   * The price of one unit of cost, in right answers; log-linear between the five fixed points.
   *
   * @param tradeOff 0: quality only, 1: thrift
   */
  public static double weight(double tradeOff) {
    if (!(tradeOff >= 0 && tradeOff <= 1)) {
      throw new IllegalArgumentException("a trade-off is a number from 0 to 1, not " + tradeOff);
    }
    double at = tradeOff * (WEIGHTS.length - 1);
    int below = Math.min((int) at, WEIGHTS.length - 2);
    double part = at - below;
    return WEIGHTS[below] * Math.pow(WEIGHTS[below + 1] / WEIGHTS[below], part);
  }

  /**
   * Score minus weight times cost.
   *
   * @param score of the answer, 0 to 1
   * @param costUnits in the suite's units
   */
  public static double reward(double score, double tradeOff, double costUnits) {
    return score - weight(tradeOff) * costUnits;
  }
}
