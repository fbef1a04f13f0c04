// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import java.util.Optional;
import org.routerr1.core.failure.FailureCode;

/** Reads from a failed workflow why its query has no answer. */
final class Endings {

  private Endings() {}

  /**
   * The failure code that the workflow's end means; a failure that is none of ours is thrown on.
   */
  static QueryOutcome.Failed of(WorkflowFailedException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof ApplicationFailure ours) {
      FailureCode code = code(ours.getType()).orElseThrow(() -> failure);
      return new QueryOutcome.Failed(code, ours.getOriginalMessage());
    }
    if (cause instanceof CanceledFailure || cause instanceof TerminatedFailure) {
      return new QueryOutcome.Failed(FailureCode.CANCELLED, "it was cancelled");
    }
    if (cause instanceof TimeoutFailure) {
      return new QueryOutcome.Failed(FailureCode.DEADLINE, "it ran out of time");
    }
    throw failure;
  }

  private static Optional<FailureCode> code(String wire) {
    return Arrays.stream(FailureCode.values()).filter(c -> c.wire().equals(wire)).findFirst();
  }
}
