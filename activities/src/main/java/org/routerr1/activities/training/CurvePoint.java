// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.Map;

/**
 * Where a training stood on its validation slice.
 *
 * @param cost mean nano-dollars a question
 * @param shares of the calls by role
 * @param paidNanoUsd what the look has paid candidates
 */
public record CurvePoint(
    int step,
    double reward,
    double accuracy,
    double cost,
    double loss,
    double divergence,
    double agreement,
    double entropy,
    Map<String, Double> shares,
    String version,
    long paidNanoUsd) {

  public CurvePoint {
    shares = Map.copyOf(shares);
  }
}
