// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.QueryOptions;

/**
 * The options that a request names itself; null: the configured default. Kept apart from the
 * defaults, so that a request repeated after a change of configuration is still the same request.
 *
 * @param budgetUsd parts under a nano-dollar are dropped
 * @param maxTokens OpenAI's own limit of the answer's length: lowers the default, never raises it;
 *     {@code maxAnswerTokens} goes before it
 * @param ownWords whether thoughts and answers are free texts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Wishes(
    @Nullable Double tradeOff,
    @Nullable BigDecimal budgetUsd,
    @Nullable Integer maxTurns,
    @Nullable Long deadlineMillis,
    @Nullable Integer minRoutes,
    @Nullable Integer maxParallel,
    @Nullable Integer maxThinkTokens,
    @Nullable Integer maxQueryTokens,
    @Nullable Integer maxAnswerTokens,
    @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Long seed,
    @Nullable String policyVersion,
    @Nullable List<String> candidates,
    @Nullable Boolean shareContext,
    @Nullable Boolean ownWords) {

  /** A request that leaves everything to the defaults. */
  public static final Wishes NONE =
      new Wishes(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null);

  /**
   * These options where they are named, the defaults elsewhere.
   *
   * @param idOf makes a candidate's id of a name; throws for one that is unknown
   */
  QueryOptions over(QueryOptions defaults, UnaryOperator<String> idOf) {
    return new QueryOptions(
        or(tradeOff, defaults.tradeOff()),
        budgetUsd == null ? defaults.budgetNanoUsd() : nanoUsd(budgetUsd),
        or(maxTurns, defaults.maxTurns()),
        or(deadlineMillis, defaults.deadlineMillis()),
        or(minRoutes, defaults.minRoutes()),
        or(maxParallel, defaults.maxParallel()),
        or(maxThinkTokens, defaults.maxThinkTokens()),
        or(maxQueryTokens, defaults.maxQueryTokens()),
        or(maxAnswerTokens, answerTokens(defaults.maxAnswerTokens())),
        or(temperature, defaults.temperature()),
        or(topP, defaults.topP()),
        seed == null ? defaults.seed() : seed,
        defaults.channel(),
        policyVersion == null ? defaults.policyVersion() : policyVersion,
        candidates == null
            ? defaults.candidates()
            : candidates.stream().map(idOf).distinct().toList(),
        or(shareContext, defaults.shareContext()),
        ownWords == null ? defaults.copied() : ownWords ? List.of() : QueryOptions.USUAL,
        defaults.worth(),
        defaults.background());
  }

  private int answerTokens(int usual) {
    return maxTokens == null ? usual : Math.min(maxTokens, usual);
  }

  // Boxed: beside a null budget a primitive would be unboxed from it.
  private static Long nanoUsd(BigDecimal usd) {
    return Long.valueOf(usd.movePointRight(9).longValue());
  }

  private static <T> T or(@Nullable T wish, T otherwise) {
    return wish == null ? otherwise : wish;
  }
}
