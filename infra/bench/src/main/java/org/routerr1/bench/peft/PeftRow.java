// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.peft;

import java.util.List;

/**
 * How far apart ours and peft's log-probabilities of the same tokens are.
 *
 * @param largestDifference between ours and peft's
 * @param change largest difference to the base model by peft; an adapter that changes nothing shows
 *     nothing
 */
record PeftRow(String what, int tokens, double largestDifference, double change, boolean equal) {

  static final String BASE = "base";

  /** What 32-bit floats may differ by, summed up in another order. */
  private static final double TOLERANCE = 1e-3;

  private static final double LEAST_CHANGE = 1e-2;

  static PeftRow of(String what, List<Double> ours, List<Double> theirs, List<Double> base) {
    double difference = largest(ours, theirs);
    double change = largest(theirs, base);
    boolean changes = what.equals(BASE) || change > LEAST_CHANGE;
    return new PeftRow(what, ours.size(), difference, change, difference < TOLERANCE && changes);
  }

  private static double largest(List<Double> one, List<Double> other) {
    if (one.size() != other.size()) {
      throw new IllegalStateException(
          "%d log-probabilities beside %d".formatted(one.size(), other.size()));
    }
    double most = 0;
    for (int i = 0; i < one.size(); i++) {
      double difference = Math.abs(one.get(i) - other.get(i));
      // What is no number is equal to nothing.
      most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, difference);
    }
    return most;
  }
}
