// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import org.routerr1.core.failure.FailureCode;
import org.routerr1.workflows.QueryOutput;

/** How a query's workflow ended, or that it has not. */
public sealed interface QueryOutcome {

  /** The answer. */
  record Answered(QueryOutput output) implements QueryOutcome {}

  /** No answer; {@code detail} is a sentence without prompt text. */
  record Failed(FailureCode code, String detail) implements QueryOutcome {}

  /** The time to wait is over and the query goes on. */
  record Running() implements QueryOutcome {}
}
