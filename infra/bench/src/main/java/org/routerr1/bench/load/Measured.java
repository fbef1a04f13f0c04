// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.load;

import java.util.List;

/**
 * What a load took.
 *
 * @param wallMicros from the first start to the last answer
 * @param micros of each query
 */
public record Measured(long wallMicros, List<Long> micros) {

  public Measured {
    micros = List.copyOf(micros);
  }

  /** The median query, in milliseconds. */
  public double p50Millis() {
    List<Long> sorted = micros.stream().sorted().toList();
    int middle = sorted.size() / 2;
    long upper = sorted.get(middle);
    long twice = sorted.size() % 2 == 1 ? 2 * upper : sorted.get(middle - 1) + upper;
    return twice / 2_000.0;
  }

  public double perSecond() {
    return micros.size() * 1e6 / wallMicros;
  }

  public double wallSeconds() {
    return wallMicros / 1e6;
  }
}
