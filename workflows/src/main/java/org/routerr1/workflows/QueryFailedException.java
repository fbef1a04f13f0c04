// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.routerr1.core.failure.FailureCode;

/** A query ended without an answer: cancelled, or by the failure that the code names. */
public final class QueryFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  QueryFailedException(FailureCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public FailureCode code() {
    return code;
  }

  /**
   * What a failed wait for a result means; what does not tell of the query's end stays as it is.
   */
  static RuntimeException from(String queryId, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof WorkflowFailedException ended)) {
      return cause instanceof RuntimeException e ? e : new CompletionException(cause);
    }
    Throwable why = ended.getCause();
    return switch (why) {
      case CanceledFailure e ->
          new QueryFailedException(
              FailureCode.CANCELLED, "query " + queryId + " was cancelled", ended);
      case ApplicationFailure e ->
          new QueryFailedException(code(e.getType()), e.getOriginalMessage(), ended);
      case null, default -> ended;
    };
  }

  private static FailureCode code(String wire) {
    return Arrays.stream(FailureCode.values())
        .filter(code -> code.wire().equals(wire))
        .findFirst()
        .orElse(FailureCode.REJECTED);
  }
}
