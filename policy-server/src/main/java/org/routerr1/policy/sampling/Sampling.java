// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.sampling;

/**
 * How tokens are chosen.
 *
 * @param temperature 0: always the likeliest
 * @param topP only the likeliest tokens that together reach this share; 1: all
 * @param seed of the random numbers
 */
public record Sampling(double temperature, double topP, long seed) {

  public Sampling {
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new IllegalArgumentException("temperature is not between 0 and 100");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top_p is not above 0 and at most 1");
    }
  }
}
