// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.DecideInput;
import org.routerr1.core.money.Usage;

/**
 * The answer and what it cost; the rounds are in the books.
 *
 * @param usage all tokens: the policy's and the candidates' together
 * @param forced why the answer was demanded; null: the policy answered by itself
 * @param answerCut the answer was closed at its limit of tokens
 */
public record QueryOutput(
    String queryId,
    String answer,
    DecideInput.@Nullable ForcedBy forced,
    int rounds,
    int calls,
    Usage usage,
    long costNanoUsd,
    String policyVersion,
    String catalogueVersion,
    boolean answerCut) {}
