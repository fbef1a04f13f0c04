// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.QueryOptions;

/**
 * A question for the router.
 *
 * @param queryId the caller's idempotency key; the workflow's id is {@code query/<queryId>}
 * @param chain the audit chain (tenant), {@code default} at first
 * @param catalogueVersion null: the worker's current one
 * @param requestHash what the caller compares when the same queryId comes again, so that one id
 *     never answers two questions; null: nothing to compare
 */
public record QueryInput(
    String queryId,
    String chain,
    String question,
    QueryOptions options,
    @Nullable String catalogueVersion,
    @Nullable String requestHash) {

  /** A question with the defaults of {@link QueryOptions}. */
  public static QueryInput of(String queryId, String question) {
    return new QueryInput(queryId, "default", question, QueryOptions.DEFAULTS, null, null);
  }
}
