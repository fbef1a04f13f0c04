// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.jspecify.annotations.Nullable;

/**
 * One attempt at one candidate.
 *
 * @param context the question and the findings so far, where the query shares them; null: the
 *     sub-question travels alone
 * @param timeoutMillis the candidate's, or what is left until the query's deadline
 */
public record CallInput(
    String workflowId,
    String chain,
    String catalogueVersion,
    int round,
    int call,
    int attempt,
    String candidate,
    String query,
    @Nullable String context,
    long timeoutMillis) {}
