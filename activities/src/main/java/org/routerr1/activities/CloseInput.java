// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.jspecify.annotations.Nullable;

/**
 * Closes the books of a query that ended without an answer.
 *
 * @param catalogueVersion null if nothing was decided yet
 * @param outcome {@code cancelled}, or a failure code
 */
public record CloseInput(
    String workflowId,
    String queryId,
    String chain,
    String question,
    QueryOptions options,
    @Nullable String catalogueVersion,
    long startedAtMillis,
    String outcome,
    String detail,
    long spentNanoUsd) {}
