// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.time.Duration;
import org.routerr1.activities.Feedback;
import org.routerr1.gateway.client.Queries;
import org.routerr1.gateway.client.TemporalUnavailableException;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.ledger.FeedbackEntry;

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
    FeedbackEntry entry = toWorkflow(queryId, feedback);
    if (entry == FeedbackEntry.UNKNOWN_QUERY) {
      entry = toBooks(queryId, feedback);
    }
    switch (entry) {
      case KEPT -> {}
      case CONFLICT -> throw conflict(feedback.id());
      case UNKNOWN_QUERY -> throw Problems.unknownQuery(queryId);
    }
  }

  private FeedbackEntry toWorkflow(String queryId, Feedback feedback) {
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

  private FeedbackEntry toBooks(String queryId, Feedback feedback) {
    return books.write(writer ->
        writer.feedback(
            queryId, feedback.id(), feedback.score(), feedback.rightAnswer(), feedback.comment()));
  }

  private static ProblemException conflict(String feedbackId) {
    String message =
        "other feedback was given under the id '%s' and stays; use a new id".formatted(feedbackId);
    return Problem.ofRequest(409, "feedback_conflict", message, "id").exception();
  }
}
