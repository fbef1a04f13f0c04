// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;

/** A group that is over, as its file holds it. */
public record EpisodeResult(
    String id,
    String dataSet,
    long number,
    Variant variant,
    String policy,
    String version,
    String question,
    List<String> golds,
    List<SampleResult> samples) {

  /**
   * One sample.
   *
   * @param outcome {@code answered}, or the code of what kept the loop from its end
   * @param calls attempts at candidates that were graded
   * @param millis decisions as they were waited for, and the environment's own for the calls
   */
  public record SampleResult(
      int sample,
      double tradeOff,
      long seed,
      String outcome,
      String answer,
      boolean forced,
      int calls,
      long costNanoUsd,
      long millis,
      long policyTokens,
      Grade grade) {}
}
