// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.time.Duration;
import org.routerr1.activities.Feedback;
import org.routerr1.gateway.client.Queries;
import org.routerr1.gateway.client.TemporalUnavailableException;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * Takes feedback: a running query gets it as an Update, for a finished one it is written to the
 * books. Its id makes it safe to repeat either way.
 */
public final class FeedbackService {

  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final Queries queries;
  private final Books books;

  public FeedbackService(Queries queries, Books books) {
    this.queries = queries;
    this.books = books;
  }

  /** Records it, or throws a {@link ProblemException}. */
  public void give(String queryId, Feedback feedback) {
    QueryView.demandPossible(queryId);
    if (!toWorkflow(queryId, feedback) && !toBooks(queryId, feedback)) {
      throw Problems.unknownQuery(queryId);
    }
  }

  private boolean toWorkflow(String queryId, Feedback feedback) {
    try {
      return queries.feedback(queryId, feedback);
    } catch (TemporalUnavailableException e) {
      throw Problem.unavailable(
              "temporal_unavailable",
              "Temporal or the worker cannot be reached; send the same feedback again",
              COME_AGAIN)
          .exception();
    }
  }

  private boolean toBooks(String queryId, Feedback feedback) {
    return books.write(writer ->
        writer.feedback(
            queryId, feedback.id(), feedback.score(), feedback.rightAnswer(), feedback.comment()));
  }
}
