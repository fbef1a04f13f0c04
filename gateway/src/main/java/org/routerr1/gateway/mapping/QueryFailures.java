// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.mapping;

import java.time.Duration;
import org.routerr1.core.failure.FailureCode;

/** What a client sees of a query that ended without an answer; docs/gateway.md has the table. */
public final class QueryFailures {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  private QueryFailures() {}

  /**
   * The problem that a failed query is answered with.
   *
   * @param detail the failure's own sentence; it holds no prompt text
   * @param fresh the client gave no Idempotency-Key: another try is another query. With a key it
   *     would be this one again, which has failed for good
   */
  public static Problem of(FailureCode code, String queryId, String detail, boolean fresh) {
    Problem problem = of(code, "query %s: %s".formatted(queryId, detail));
    if (fresh || !problem.retryable()) {
      return problem;
    }
    return new Problem(
        problem.status(),
        problem.type(),
        problem.code(),
        problem.message() + "; to try again, use another Idempotency-Key",
        problem.param(),
        problem.retryAfter(),
        false);
  }

  private static Problem of(FailureCode code, String message) {
    return switch (code) {
      case BUDGET_EXCEEDED -> request(402, "insufficient_budget", code, message);
      case CONTEXT_EXCEEDED, UNKNOWN_CANDIDATE ->
          request(400, Problem.INVALID_REQUEST, code, message);
      case CANCELLED -> request(410, Problem.INVALID_REQUEST, code, message);
      case DEADLINE -> request(504, Problem.SERVER_ERROR, code, message);
      case POLICY_INVALID, MALFORMED_REPLY, EMPTY_REPLY, REJECTED, UNAUTHORISED, NOT_RECORDED ->
          request(502, Problem.SERVER_ERROR, code, message);
      case PROVIDER_ERROR, TIMEOUT, CONNECTION, BREAKER_OPEN ->
          passing(502, Problem.SERVER_ERROR, code, message, SOON);
      case RATE_LIMITED -> passing(429, "rate_limit_error", code, message, LATER);
      case POLICY_UNAVAILABLE, BOOKS_UNAVAILABLE ->
          passing(503, Problem.SERVER_ERROR, code, message, LATER);
    };
  }

  private static Problem request(int status, String type, FailureCode code, String message) {
    return new Problem(status, type, code.wire(), message, null, null, false);
  }

  private static Problem passing(
      int status, String type, FailureCode code, String message, Duration retryAfter) {
    return new Problem(status, type, code.wire(), message, null, retryAfter, true);
  }
}
