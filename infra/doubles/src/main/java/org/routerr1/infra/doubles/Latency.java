// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.random.RandomGenerator;

/**
 * How long a model thinks, in milliseconds. Where p50 and p95 differ, times are drawn from the
 * log-normal distribution with these quantiles; where they are equal, every call takes that long.
 */
public record Latency(long p50Millis, long p95Millis) {

  /** The 95 % quantile of the standard normal distribution. */
  private static final double Z95 = 1.6448536269514722;

  public Latency {
    if (p50Millis < 0 || p95Millis < p50Millis || (p50Millis == 0 && p95Millis > 0)) {
      throw new IllegalArgumentException(
          "a latency needs 0 <= p50 <= p95, and p50 > 0 where they differ, got "
              + p50Millis
              + "/"
              + p95Millis);
    }
  }

  public static Latency fixed(long millis) {
    return new Latency(millis, millis);
  }

  /** Reads {@code P50} or {@code P50/P95}. */
  public static Latency parse(String text) {
    String[] parts = text.split("/", 2);
    try {
      long p50 = Long.parseLong(parts[0].strip());
      return parts.length == 1 ? fixed(p50) : new Latency(p50, Long.parseLong(parts[1].strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no latency: write milliseconds as 200, or p50/p95 as 200/900", e);
    }
  }

  long drawMillis(RandomGenerator random) {
    if (p50Millis == p95Millis) {
      return p50Millis;
    }
    double sigma = Math.log((double) p95Millis / p50Millis) / Z95;
    return Math.round(p50Millis * Math.exp(sigma * random.nextGaussian()));
  }
}
