// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.prompt.Worth;

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
 * @param copied texts that the policy takes from elsewhere, word for word
 * @param worth states in the prompt what a call of each candidate is worth; null: only its
 *     descriptor is read, as by policies that were trained so
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
    @JsonAlias("grounded") @JsonDeserialize(using = CopiedReader.class) List<Copied> copied,
    @Nullable Worth worth,
    boolean background) {

  /** What a query of people takes from elsewhere; a policy without it may write what it likes. */
  public static final List<Copied> USUAL = List.of(Copied.THOUGHT, Copied.ANSWER);

  public static final QueryOptions DEFAULTS =
      new QueryOptions(
          0, null, 4, 120_000, 1, 1, 48, 32, 48, 0, 0, null, "stable", null, List.of(), false,
          USUAL, null, false);

  public QueryOptions {
    // Queries that were started before there was a choice say nothing of it.
    copied = List.copyOf(Objects.requireNonNullElse(copied, List.of()));
  }

  /** These wishes, to be changed in some. */
  public QueryOptionsBuilder but() {
    return new QueryOptionsBuilder(this);
  }

  /** The same wishes at another trade-off, decided by this version and seed. */
  public QueryOptions practised(double otherTradeOff, String version, long otherSeed) {
    return but().tradeOff(otherTradeOff).policyVersion(version).seed(otherSeed).build();
  }
}
