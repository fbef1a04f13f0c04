// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

  private interface Query {
    double tradeOff();

    int maxTurns();
  }

  private static final Variables VARIABLES = new Variables(Map.of("ROUTER_QUERY_", Query.class));

  @Test
  void aMisspeltVariableIsNamedWithTheKnownOnes() {
    assertThat(VARIABLES.misspelt(List.of("ROUTER_QUERY_MAX_TURNS", "ROUTER_QUERY_TRADEOFF")))
        .hasValue(
            "the environment variable ROUTER_QUERY_TRADEOFF is unknown: unset it, or set one of"
                + " ROUTER_QUERY_MAX_TURNS, ROUTER_QUERY_TRADE_OFF");
  }

  @Test
  void theVariablesOfOtherProcessesAreNotOurs() {
    assertThat(VARIABLES.misspelt(List.of("ROUTER_QUERY_TRADE_OFF", "ROUTER_POLICY_MODEL", "HOME")))
        .isEmpty();
  }

  @Test
  void aProblemIsSaidByTheVariablesName() {
    assertThat(
            Variables.sentence(
                "SRCFG00014: The config property router.db.url is required but it could not be"
                    + " found in any config source"))
        .isEqualTo("ROUTER_DB_URL is not set: set it (docs/contracts.md says to what)");
    assertThat(
            Variables.sentence(
                "SRCFG00039: The config property router.query.trade-off with the config value"
                    + " \"abc\" threw an Exception whilst being converted SRCFG00029: Expected a"
                    + " double value, got \"abc\""))
        .isEqualTo("ROUTER_QUERY_TRADE_OFF is \"abc\": Expected a double value, got \"abc\"");
  }
}
