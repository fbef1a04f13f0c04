// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;

/**
 * One decision of the policy.
 *
 * @param query what opens the query's row, repeated with every decision
 * @param thought the reasoning; may be empty
 * @param answer the answer that ends the query; null for a routing decision
 * @param forced whether the answer was demanded (turn limit, deadline, budget)
 * @param tokens the trajectory's ids, exactly as sampled
 * @param logprob sum under the constrained distribution
 * @param usage the policy's own tokens
 * @param cost of the policy's own tokens
 * @param spentSoFar cost of the whole query including this decision
 * @param result the activity's own result, as JSON
 */
public record DecisionResult(
    StepKey key,
    QueryOpening query,
    String policyVersion,
    String policyModel,
    String promptHash,
    String thought,
    String action,
    @Nullable String answer,
    boolean forced,
    List<Integer> tokens,
    List<Float> logprobs,
    List<Float> freeLogprobs,
    double logprob,
    long seed,
    Usage usage,
    NanoUsd cost,
    NanoUsd spentSoFar,
    long millis,
    String result) {

  /** The query's row as its first decision opens it. */
  public record QueryOpening(
      String queryId,
      String chain,
      String question,
      String catalogueVersion,
      String options,
      long startedAtMillis) {}
}
