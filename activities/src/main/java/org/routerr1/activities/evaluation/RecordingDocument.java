// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

/**
 * What a recording holds, as {@code record --json} prints it in snake case.
 *
 * @param failed replies that are missing: the candidate failed, or the budget was spent
 * @param file of the graded rows, one JSON object a line
 * @param budgetSpent whether replies are missing because its budget was spent before them
 */
public record RecordingDocument(
    String recording,
    int questions,
    int candidates,
    int rows,
    int failed,
    long nanoUsd,
    long ms,
    String file,
    boolean budgetSpent) {}
