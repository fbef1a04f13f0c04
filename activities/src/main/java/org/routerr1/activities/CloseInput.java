// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

/**
 * Closes the books of a query that ended without an answer.
 *
 * @param outcome {@code cancelled}, or a failure code
 */
public record CloseInput(
    String workflowId,
    String queryId,
    String chain,
    String question,
    long startedAtMillis,
    String outcome,
    String detail,
    long spentNanoUsd) {}
