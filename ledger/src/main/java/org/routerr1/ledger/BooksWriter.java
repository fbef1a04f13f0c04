// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The rest of what is written: catalogue versions, endings without an answer, feedback. Each is
 * safe to repeat.
 */
public interface BooksWriter {

  void catalogue(String version, String source);

  /** A query ended without an answer; opens its row if nothing was decided yet. */
  void ended(
      DecisionResult.QueryOpening query,
      String workflowId,
      String outcome,
      String detail,
      long spentNanoUsd);

  /** Keeps feedback; under an id that stands already it keeps what stands. */
  FeedbackEntry feedback(
      String queryId,
      String feedbackId,
      @Nullable Double score,
      @Nullable String rightAnswer,
      @Nullable String comment);

  /**
   * A version was made stable or refused; written to the audit once for each run.
   *
   * @param run whose workflow decided
   * @param outcome {@code promoted} or {@code refused}
   * @param document who, why and by which evidence
   */
  void promotion(String run, String version, String outcome, String document);
}
