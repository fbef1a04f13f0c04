// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision depends on. Arguments of local activities stay out of the workflow's history, so
 * the whole transcript may travel here.
 *
 * @param catalogueVersion null in the first round: the worker's current one, then pinned
 * @param policyVersion null in the first round unless the query named one, then pinned
 * @param routesSoFar routes made in earlier rounds
 * @param forced null, or why an answer is demanded now
 */
public record DecideInput(
    String workflowId,
    String queryId,
    String chain,
    String question,
    QueryOptions options,
    @Nullable String catalogueVersion,
    @Nullable String policyVersion,
    int round,
    int routesSoFar,
    long spentNanoUsd,
    long startedAtMillis,
    @Nullable ForcedBy forced,
    List<Turn> transcript) {

  /** The question and what was found so far, for candidates; null where a query keeps them. */
  public @Nullable String context() {
    return options.shareContext()
        ? CallPrompt.context(question, transcript.stream().map(Turn::observation).toList())
        : null;
  }

  /** Why an answer is demanded. */
  public enum ForcedBy {
    TURNS,
    DEADLINE,
    BUDGET
  }

  /**
   * One finished round: the policy's own tokens and what it saw in return.
   *
   * @param answered the routes that brought a reply
   */
  public record Turn(List<Integer> tokens, String observation, List<Route> answered) {}

  /** A sub-question and the candidate that was asked. */
  public record Route(String query, String candidate) {}
}
