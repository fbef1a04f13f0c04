// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.routerr1.core.reward.Utility;

/**
 * What a unit of cost takes from the reward, by trade-off: points at equal distances from trade-off
 * 0 (quality only) to 1 (thrift), log-linear between them (linear beside a zero).
 */
public record Weights(List<Double> points) {

  /** Of the trade-off world and of everything that is served: .001 to .08. */
  public static final Weights TRADE_OFF =
      new Weights(Stream.of(0.0, .25, .5, .75, 1.0).map(Utility::weight).toList());

  /** Of the coverage world. */
  public static final Weights COVERAGE = new Weights(List.of(.0, .03, .06, .09));

  public Weights {
    points = List.copyOf(points);
  }

  /**
   * The weight of a trade-off.
   *
   * @throws IllegalArgumentException outside of 0 to 1
   */
  public double at(double tradeOff) {
    if (!(tradeOff >= 0 && tradeOff <= 1)) {
      throw new IllegalArgumentException("a trade-off lies between 0 and 1, not " + tradeOff);
    }
    double place = tradeOff * (points.size() - 1);
    int i = (int) Math.min(Math.floor(place), points.size() - 2);
    double share = place - i;
    double low = points.get(i);
    double high = points.get(i + 1);
    return low == 0
        ? low + share * (high - low)
        : Math.exp((1 - share) * Math.log(low) + share * Math.log(high));
  }

  /** The trade-offs of the points, from 0 to 1. */
  public List<Double> tradeOffs() {
    return IntStream.range(0, points.size())
        .mapToObj(i -> (double) i / (points.size() - 1))
        .toList();
  }

  public double mean() {
    return points.stream().mapToDouble(w -> w).average().orElseThrow();
  }
}
