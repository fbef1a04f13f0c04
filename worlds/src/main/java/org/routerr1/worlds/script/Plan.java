// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.List;

/**
 * The value of every move in one state, in units of reward still to come.
 *
 * @param ask by place in the pool: expected reward when this candidate is asked now and all goes on
 *     as well as it can
 * @param answer expected reward when the episode ends now
 * @param best place of the best candidate
 */
public record Plan(List<Double> ask, double answer, int best) {

  /** The temperature of the teacher's targets, in units of reward. */
  public static final double TEMPERATURE = .04;

  public Plan {
    ask = List.copyOf(ask);
  }

  /** The best that asking gains over answering at once. */
  public double gain() {
    return ask.get(best) - answer;
  }

  public boolean asks() {
    return gain() > 0;
  }

  /** The teacher's target for the name: softmax of the values; sums to 1. */
  public double[] names(double temperature) {
    double[] p = new double[ask.size()];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp((ask.get(i) - ask.get(best)) / temperature);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  /** The teacher's target for asking rather than answering: logistic of the gain. */
  public double asking(double temperature) {
    return 1 / (1 + Math.exp(-gain() / temperature));
  }
}
