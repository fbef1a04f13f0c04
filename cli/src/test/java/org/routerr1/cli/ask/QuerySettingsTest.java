// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.cli.console.CliException;

class QuerySettingsTest {

  @Test
  void whatIsPrintedIsWhatIsSent() {
    QuerySettings settings =
        QuerySettings.of(
            0.25,
            new BigDecimal("0.001"),
            "home@815e00e5c5c0",
            Map.of(
                "ROUTER_QUERY_MAX_THINK_TOKENS", "16",
                "ROUTER_QUERY_MAX_QUERY_TOKENS", "16",
                "ROUTER_QUERY_MAX_ANSWER_TOKENS", "16"));

    assertThat(settings.request())
        .hasToString(
            "{\"trade_off\":0.25,\"budget_usd\":0.001,\"policy_version\":\"home@815e00e5c5c0\",\"min_routes\":1,\"max_think_tokens\":16,\"max_query_tokens\":16,\"max_answer_tokens\":16}");
    assertThat(settings.line())
        .contains(
            "trade-off 0.25",
            "budget $0.001",
            "policy home@815e00e5c5c0",
            "at least 1 route before an answer",
            "think 16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e-10", "1000001", "1e999999999"})
  void aBudgetOutOfBoundsIsNamed(String budget) {
    assertThatThrownBy(() -> QuerySettings.of(0, new BigDecimal(budget), null, Map.of()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--budget is");
  }

  @Test
  void saysWhichVariableIsWrong() {
    assertThatThrownBy(
            () -> QuerySettings.of(0, null, null, Map.of("ROUTER_QUERY_MIN_ROUTES", "several")))
        .hasMessageContaining("ROUTER_QUERY_MIN_ROUTES")
        .hasMessageContaining("several");
  }
}
