// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.routerr1.core.money.Price;

/**
 * The paper's cost reward: a query's raw cost becomes 1 (cheapest) to 0 (dearest), measured against
 * the last 1,000 queries, itself included. It therefore depends on what came before: {@link
 * #window} is part of a checkpoint. Not safe for use by several threads.
 */
public final class CostScale {

  static final int WINDOW = 1000;
  private static final double LOW = .05;
  private static final double HIGH = .95;
  private static final double LEAST_SPREAD = 1e-8;
  private static final double NANO_PER_UNIT = 1e9;

  private final Deque<Double> window;

  public CostScale() {
    this(List.of());
  }

  /** Continues where a window stood. */
  public CostScale(List<Double> window) {
    this.window = new ArrayDeque<>(window);
  }

  /**
   * What a call adds to a query's raw cost, in micro-dollars: reply tokens times the price per
   * million. Failed calls and prompt tokens cost nothing in the paper.
   */
  public static double rawCost(Price price, long replyTokens) {
    return price.outputPerMillion() * (double) replyTokens / NANO_PER_UNIT;
  }

  /**
   * Takes a query's raw cost in and gives its reward, 0 to 1.
   *
   * @param rawCost in micro-dollars, not negative
   */
  public double reward(double rawCost) {
    double root = Math.sqrt(rawCost);
    window.add(root);
    if (window.size() > WINDOW) {
      window.remove();
    }
    double[] sorted = window.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    // With one sample both percentiles are that sample: minimum and maximum.
    double low = percentile(sorted, LOW);
    double spread = percentile(sorted, HIGH) - low;
    return spread < LEAST_SPREAD ? .5 : 1 - Math.clamp((root - low) / spread, 0.0, 1.0);
  }

  /** The square roots of the raw costs, oldest first. */
  public List<Double> window() {
    return List.copyOf(window);
  }

  /** Linear interpolation between closest ranks, computed as numpy does. */
  static double percentile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    double part = at - below;
    double a = sorted[below];
    double b = sorted[Math.min(below + 1, sorted.length - 1)];
    return part >= .5 ? b - (b - a) * (1 - part) : a + (b - a) * part;
  }
}
