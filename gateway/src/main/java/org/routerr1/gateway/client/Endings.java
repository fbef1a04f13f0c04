// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.workflows.QueryFailedException;

/** Reads from a failed wait for a result why its query has no answer. */
final class Endings {

  private Endings() {}

  /** How the query ended; what does not tell of an end is thrown on. */
  static QueryOutcome.Failed of(@Nullable Throwable failure) {
    return switch (failure) {
      case QueryFailedException e -> new QueryOutcome.Failed(e.code(), message(e));
      case WorkflowFailedException e when e.getCause() instanceof TerminatedFailure ->
          new QueryOutcome.Failed(FailureCode.CANCELLED, "its workflow was terminated");
      case WorkflowFailedException e when e.getCause() instanceof TimeoutFailure ->
          new QueryOutcome.Failed(FailureCode.DEADLINE, "its workflow ran out of time");
      case CompletionException e -> of(e.getCause());
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException("an end without a reason", failure);
    };
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? "it failed" : failure.getMessage();
  }
}
