// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.gateway.config.BadConfigurationException;
import org.routerr1.gateway.config.GatewayConfig;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * The options of a query that names none: what the configuration says, and the product's defaults
 * elsewhere. The same bounds hold as for requests.
 */
public final class QueryDefaults {

  private QueryDefaults() {}

  /** The defaults, or a {@link BadConfigurationException} that names the variable. */
  public static QueryOptions of(GatewayConfig.Query config, Catalogue catalogue) {
    Wishes wishes =
        new Wishes(
            checked("TRADE_OFF", config.tradeOff(), Bounds.TRADE_OFF),
            checked("BUDGET_USD", config.budgetUsd(), Bounds.BUDGET_USD),
            checked("MAX_TURNS", config.maxTurns(), Bounds.MAX_TURNS),
            checked("DEADLINE_MS", config.deadlineMs(), Bounds.DEADLINE_MS),
            checked("MIN_ROUTES", config.minRoutes(), Bounds.MIN_ROUTES),
            checked("MAX_PARALLEL", config.maxParallel(), Bounds.MAX_PARALLEL),
            checked("MAX_THINK_TOKENS", config.maxThinkTokens(), Bounds.TOKENS),
            checked("MAX_QUERY_TOKENS", config.maxQueryTokens(), Bounds.TOKENS),
            checked("MAX_ANSWER_TOKENS", config.maxAnswerTokens(), Bounds.TOKENS),
            null,
            checked("TEMPERATURE", config.temperature(), Bounds.TEMPERATURE),
            checked("TOP_P", config.topP(), Bounds.TOP_P),
            config.seed().orElse(null),
            config.policyVersion().orElse(null),
            config.candidates().map(QueryDefaults::names).orElse(null),
            config.shareContext().orElse(null),
            config.ownWords().orElse(null));
    try {
      return OptionsCheck.checked(wishes, withChannel(config.channel()), catalogue);
    } catch (ProblemException e) {
      throw new BadConfigurationException(
          "ROUTER_QUERY_*: " + e.getMessage() + ": change the variable of that name");
    }
  }

  /** As people write lists, with spaces after the commas. */
  private static List<String> names(List<String> written) {
    return written.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  private static <T extends Number> @Nullable T checked(
      String name, Optional<T> value, Bounds bounds) {
    if (value.isPresent() && !bounds.hold(new BigDecimal(value.get().toString()))) {
      throw new BadConfigurationException(
          "ROUTER_QUERY_%s is %s; set it %s".formatted(name, value.get(), bounds.words()));
    }
    return value.orElse(null);
  }

  private static QueryOptions withChannel(Optional<String> channel) {
    QueryOptions all = QueryOptions.DEFAULTS;
    return all.but().channel(channel.orElse(all.channel())).build();
  }
}
