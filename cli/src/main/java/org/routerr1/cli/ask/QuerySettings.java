// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.Money;
import org.routerr1.infra.stack.Json;

/**
 * How a question wants to be answered. What is printed is what is sent.
 *
 * @param tradeOff 0: quality only, 1: thrift
 * @param budgetUsd null: unlimited
 * @param policyVersion that decides; null: the stable one
 * @param minRoutes routes before an answer is legal
 */
public record QuerySettings(
    double tradeOff,
    @Nullable BigDecimal budgetUsd,
    @Nullable String policyVersion,
    int minRoutes,
    int thinkTokens,
    int queryTokens,
    int answerTokens) {

  private static final int MAX_TOKENS = 4096;

  /**
   * Checks the options; the rest comes from {@code ROUTER_QUERY_*} or is the product's.
   *
   * @throws CliException if a value is out of range
   */
  public static QuerySettings of(
      double tradeOff,
      @Nullable BigDecimal budgetUsd,
      @Nullable String policyVersion,
      Map<String, String> environment) {
    if (!(tradeOff >= 0 && tradeOff <= 1)) {
      throw bad(
          "--trade-off is %s: give a number from 0 (quality) to 1 (thrift)".formatted(tradeOff));
    }
    if (budgetUsd != null && !Money.isBudget(budgetUsd)) {
      throw bad(Money.NO_BUDGET.formatted(budgetUsd));
    }
    return new QuerySettings(
        tradeOff,
        budgetUsd,
        policyVersion,
        number(environment, "MIN_ROUTES", 0, 1),
        number(environment, "MAX_THINK_TOKENS", 1, 48),
        number(environment, "MAX_QUERY_TOKENS", 1, 32),
        number(environment, "MAX_ANSWER_TOKENS", 1, 48));
  }

  /** The request's extra object. */
  ObjectNode request() {
    ObjectNode router = Json.MAPPER.createObjectNode();
    router.put("trade_off", tradeOff);
    if (budgetUsd != null) {
      router.put("budget_usd", budgetUsd);
    }
    if (policyVersion != null) {
      router.put("policy_version", policyVersion);
    }
    router.put("min_routes", minRoutes);
    router.put("max_think_tokens", thinkTokens);
    router.put("max_query_tokens", queryTokens);
    router.put("max_answer_tokens", answerTokens);
    return router;
  }

  /** One line for people. */
  String line() {
    return "trade-off %s · budget %s · policy %s · at least %d route%s before an answer · tokens: think %d, sub-question %d, answer %d"
        .formatted(
            BigDecimal.valueOf(tradeOff).stripTrailingZeros().toPlainString(),
            budgetUsd == null ? "unlimited" : "$" + budgetUsd.toPlainString(),
            policyVersion == null ? "stable" : policyVersion,
            minRoutes,
            minRoutes == 1 ? "" : "s",
            thinkTokens,
            queryTokens,
            answerTokens);
  }

  private static int number(
      Map<String, String> environment, String name, int least, int otherwise) {
    String text = environment.getOrDefault("ROUTER_QUERY_" + name, "");
    try {
      int value = text.isEmpty() ? otherwise : Integer.parseInt(text);
      if (value >= least && value <= MAX_TOKENS) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw bad(
        "ROUTER_QUERY_%s is \"%s\": give a number from %d to %d"
            .formatted(name, text, least, MAX_TOKENS));
  }

  private static CliException bad(String sentence) {
    return new CliException(ExitCode.BAD_INPUT, sentence);
  }
}
