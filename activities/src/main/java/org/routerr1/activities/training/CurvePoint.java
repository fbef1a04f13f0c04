// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.routerr1.activities.evaluation.EvaluationDocument.Pair;

/**
 * Where a training stood on its validation slice.
 *
 * @param cost mean nano-dollars a question
 * @param shares of the calls by role
 * @param paidNanoUsd what the look has paid candidates
 * @param pairs its version less the best constant, the oracle and the version with which episodes
 *     began to teach, over all trade-offs
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
    long paidNanoUsd,
    List<Pair> pairs) {

  public CurvePoint {
    shares = Map.copyOf(shares);
    // Looks of trainings that began before there were pairs have none.
    pairs = List.copyOf(Objects.requireNonNullElse(pairs, List.of()));
  }
}
