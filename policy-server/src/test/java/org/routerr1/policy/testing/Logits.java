// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

/** One row of logits: a view of the numbers from {@code offset} on. */
public record Logits(float[] values, int offset, int vocabulary) {

  /** The logit of a token. */
  public double get(int token) {
    return values[offset + token];
  }

  /** The log-probability of a token among all, at temperature 1. */
  public double logprob(int token) {
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < vocabulary; i++) {
      most = Math.max(most, values[offset + i]);
    }
    double mass = 0;
    for (int i = 0; i < vocabulary; i++) {
      mass += Math.exp(values[offset + i] - most);
    }
    return get(token) - most - Math.log(mass);
  }
}
