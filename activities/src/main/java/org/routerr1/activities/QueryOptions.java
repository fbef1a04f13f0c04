// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a query wants to be answered. {@link #DEFAULTS} are the product's; every field travels with
 * the workflow, so that a changed default never changes a query under way.
 *
 * @param tradeOff 0: quality only, 1: thrift
 * @param budgetNanoUsd the most that the query may cost; null: unlimited
 * @param maxTurns rounds in which routing is allowed; one more is the forced answer's
 * @param deadlineMillis from the start to the forced answer
 * @param minRoutes routes demanded before an answer is legal
 * @param maxParallel routes in one decision
 * @param temperature 0: greedy
 * @param channel of policy versions; ignored where policyVersion is set
 * @param policyVersion a version by name; null: what the channel points to at the first decision,
 *     kept to the end
 * @param candidates ids that may be routed to; empty: all of the catalogue
 * @param shareContext whether the question and the findings so far travel with a sub-question
 * @param grounded sub-questions are copied from the question and the replies, a run of words or two
 *     with "of" between them; answers from the replies, or are yes, no or "I don't know"
 * @param background of training or evaluation: queries of people go first
 */
public record QueryOptions(
    double tradeOff,
    @Nullable Long budgetNanoUsd,
    int maxTurns,
    long deadlineMillis,
    int minRoutes,
    int maxParallel,
    int maxThinkTokens,
    int maxQueryTokens,
    int maxAnswerTokens,
    double temperature,
    double topP,
    @Nullable Long seed,
    String channel,
    @Nullable String policyVersion,
    List<String> candidates,
    boolean shareContext,
    boolean grounded,
    boolean background) {

  public static final QueryOptions DEFAULTS =
      new QueryOptions(
          0, null, 4, 120_000, 1, 1, 48, 32, 48, 0, 0, null, "stable", null, List.of(), false);

  /** A query of people, in free words. */
  public QueryOptions(
      double tradeOff,
      @Nullable Long budgetNanoUsd,
      int maxTurns,
      long deadlineMillis,
      int minRoutes,
      int maxParallel,
      int maxThinkTokens,
      int maxQueryTokens,
      int maxAnswerTokens,
      double temperature,
      double topP,
      @Nullable Long seed,
      String channel,
      @Nullable String policyVersion,
      List<String> candidates,
      boolean shareContext) {
    this(
        tradeOff,
        budgetNanoUsd,
        maxTurns,
        deadlineMillis,
        minRoutes,
        maxParallel,
        maxThinkTokens,
        maxQueryTokens,
        maxAnswerTokens,
        temperature,
        topP,
        seed,
        channel,
        policyVersion,
        candidates,
        shareContext,
        false,
        false);
  }

  /** The same wishes at another trade-off, decided by this version and seed. */
  public QueryOptions practised(double otherTradeOff, String version, long otherSeed) {
    return new QueryOptions(
        otherTradeOff,
        budgetNanoUsd,
        maxTurns,
        deadlineMillis,
        minRoutes,
        maxParallel,
        maxThinkTokens,
        maxQueryTokens,
        maxAnswerTokens,
        temperature,
        topP,
        otherSeed,
        channel,
        version,
        candidates,
        shareContext,
        grounded,
        background);
  }
}
