// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.prompt.Worth;

/**
 * Changes some wishes of a query and leaves the others as they are: {@code
 * QueryOptions.DEFAULTS.but().maxTurns(2).build()}. The fields are those of {@link QueryOptions}.
 */
public final class QueryOptionsBuilder {

  private double tradeOff;
  private @Nullable Long budgetNanoUsd;
  private int maxTurns;
  private long deadlineMillis;
  private int minRoutes;
  private int maxParallel;
  private int maxThinkTokens;
  private int maxQueryTokens;
  private int maxAnswerTokens;
  private double temperature;
  private double topP;
  private @Nullable Long seed;
  private String channel;
  private @Nullable String policyVersion;
  private List<String> candidates;
  private boolean shareContext;
  private List<Copied> copied;
  private @Nullable Worth worth;
  private boolean background;

  QueryOptionsBuilder(QueryOptions from) {
    tradeOff = from.tradeOff();
    budgetNanoUsd = from.budgetNanoUsd();
    maxTurns = from.maxTurns();
    deadlineMillis = from.deadlineMillis();
    minRoutes = from.minRoutes();
    maxParallel = from.maxParallel();
    maxThinkTokens = from.maxThinkTokens();
    maxQueryTokens = from.maxQueryTokens();
    maxAnswerTokens = from.maxAnswerTokens();
    temperature = from.temperature();
    topP = from.topP();
    seed = from.seed();
    channel = from.channel();
    policyVersion = from.policyVersion();
    candidates = from.candidates();
    shareContext = from.shareContext();
    copied = from.copied();
    worth = from.worth();
    background = from.background();
  }

  public QueryOptionsBuilder tradeOff(double value) {
    tradeOff = value;
    return this;
  }

  public QueryOptionsBuilder budgetNanoUsd(@Nullable Long value) {
    budgetNanoUsd = value;
    return this;
  }

  public QueryOptionsBuilder maxTurns(int value) {
    maxTurns = value;
    return this;
  }

  public QueryOptionsBuilder deadlineMillis(long value) {
    deadlineMillis = value;
    return this;
  }

  public QueryOptionsBuilder minRoutes(int value) {
    minRoutes = value;
    return this;
  }

  public QueryOptionsBuilder maxParallel(int value) {
    maxParallel = value;
    return this;
  }

  public QueryOptionsBuilder maxThinkTokens(int value) {
    maxThinkTokens = value;
    return this;
  }

  public QueryOptionsBuilder maxQueryTokens(int value) {
    maxQueryTokens = value;
    return this;
  }

  public QueryOptionsBuilder maxAnswerTokens(int value) {
    maxAnswerTokens = value;
    return this;
  }

  public QueryOptionsBuilder temperature(double value) {
    temperature = value;
    return this;
  }

  public QueryOptionsBuilder topP(double value) {
    topP = value;
    return this;
  }

  public QueryOptionsBuilder seed(@Nullable Long value) {
    seed = value;
    return this;
  }

  public QueryOptionsBuilder channel(String value) {
    channel = value;
    return this;
  }

  public QueryOptionsBuilder policyVersion(@Nullable String value) {
    policyVersion = value;
    return this;
  }

  public QueryOptionsBuilder candidates(List<String> value) {
    candidates = value;
    return this;
  }

  public QueryOptionsBuilder shareContext(boolean value) {
    shareContext = value;
    return this;
  }

  public QueryOptionsBuilder copied(List<Copied> value) {
    copied = value;
    return this;
  }

  public QueryOptionsBuilder worth(@Nullable Worth value) {
    worth = value;
    return this;
  }

  public QueryOptionsBuilder background(boolean value) {
    background = value;
    return this;
  }

  public QueryOptions build() {
    return new QueryOptions(
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
        copied,
        worth,
        background);
  }
}
