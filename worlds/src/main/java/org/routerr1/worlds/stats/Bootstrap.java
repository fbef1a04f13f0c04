// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;

/**
 * Percentile bootstrap intervals, the same for the same seed. An observation is what is drawn
 * again: where one question was asked at several trade-offs, give its mean over them, not five
 * values. Pairs are given in the same order.
 *
 * @param resamples at least 100
 * @param level of the interval, such as .95
 */
public record Bootstrap(long seed, int resamples, double level) {

  public Bootstrap {
    if (resamples < 100 || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException("at least 100 resamples, and a level between 0 and 1");
    }
  }

  /** 2,000 resamples, 95 %. */
  public static Bootstrap seeded(long seed) {
    return new Bootstrap(seed, 2_000, .95);
  }

  /** The mean. */
  public Interval mean(double[] values) {
    return interval(values.length, draw -> average(values, draw));
  }

  /** The mean of {@code ours − theirs}, pair by pair. */
  public Interval difference(double[] ours, double[] theirs) {
    requireSame(ours.length, theirs.length);
    return interval(ours.length, draw -> average(ours, draw) - average(theirs, draw));
  }

  /**
   * How much of the way from one policy to another a third has gone: 0 at {@code from}, 1 at {@code
   * to}. NaN where the two do not differ.
   */
  public Interval share(double[] from, double[] to, double[] ours) {
    requireSame(from.length, to.length);
    requireSame(from.length, ours.length);
    return interval(
        ours.length,
        draw -> {
          double start = average(from, draw);
          return (average(ours, draw) - start) / (average(to, draw) - start);
        });
  }

  private interface Statistic {
    /** Of the observations at these places. */
    double of(int[] draw);
  }

  private Interval interval(int n, Statistic statistic) {
    if (n == 0) {
      throw new IllegalArgumentException("no observation");
    }
    int[] draw = new int[n];
    Arrays.setAll(draw, i -> i);
    double value = statistic.of(draw);
    RandomGenerator random = Draw.generator(seed, "bootstrap", n);
    double[] values = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      for (int i = 0; i < n; i++) {
        draw[i] = random.nextInt(n);
      }
      values[r] = statistic.of(draw);
    }
    Arrays.sort(values);
    double tail = (1 - level) / 2;
    return new Interval(value, quantile(values, tail), quantile(values, 1 - tail), n);
  }

  private static double quantile(double[] sorted, double q) {
    double place = q * (sorted.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }

  private static double average(double[] values, int[] draw) {
    double sum = 0;
    for (int i : draw) {
      sum += values[i];
    }
    return sum / draw.length;
  }

  private static void requireSame(int a, int b) {
    if (a != b) {
      throw new IllegalArgumentException("pairs need the same number: " + a + " and " + b);
    }
  }
}
