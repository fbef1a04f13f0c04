// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.sampling;

/**
 * How tokens are chosen.
 *
 * @param temperature 0 to 100; 0, and what is below 1e-4 and would overflow: always the likeliest
 * @param topP only the likeliest tokens that together reach this share; 1: all
 * @param seed of the random numbers
 */
public record Sampling(double temperature, double topP, long seed) {

  private static final double LEAST_TEMPERATURE = 1e-4;

  public Sampling {
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new IllegalArgumentException("temperature is not between 0 and 100");
    }
    temperature = temperature < LEAST_TEMPERATURE ? 0 : temperature;
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top_p is not above 0 and at most 1");
    }
  }
}
