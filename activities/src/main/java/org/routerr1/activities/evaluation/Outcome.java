// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;
import org.routerr1.activities.episode.EpisodeResult.SampleResult;

/**
 * What one policy made of one question at one trade-off.
 *
 * @param roles whom it asked, in order
 * @param answered false where its loop did not reach an answer: it then counts as wrong
 */
record Outcome(
    double reward,
    double exact,
    double f1,
    double contained,
    long nanoUsd,
    int calls,
    long millis,
    List<String> roles,
    boolean answered,
    int masked) {

  static Outcome of(SampleResult sample) {
    return new Outcome(
        sample.grade().reward(),
        sample.grade().exact(),
        sample.grade().f1(),
        sample.grade().contained(),
        sample.costNanoUsd(),
        sample.calls(),
        sample.millis(),
        sample.grade().roles(),
        sample.outcome().equals("answered"),
        sample.grade().masked());
  }

  double value(Metric metric) {
    return switch (metric) {
      case REWARD -> reward;
      case ACCURACY, EXACT_MATCH -> exact;
      case F1 -> f1;
      case CONTAINED -> contained;
    };
  }
}
