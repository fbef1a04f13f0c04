// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {

  @Test
  void aMisspeltVariableIsNamedWithTheKnownOnes() {
    assertThatExceptionOfType(BadConfigurationException.class)
        .isThrownBy(() -> ConfigLoader.refuseUnknown(Map.of("ROUTER_QUERY_TRADEOFF", "1").keySet()))
        .withMessageContaining("ROUTER_QUERY_TRADEOFF")
        .withMessageContaining("ROUTER_QUERY_TRADE_OFF");
  }

  @Test
  void theVariablesOfOtherProcessesAreNotOurs() {
    assertThatCode(() ->
            ConfigLoader.refuseUnknown(
                Map.of("ROUTER_POLICY_MODEL", "x", "ROUTER_QUERY_MAX_TURNS", "2").keySet()))
        .doesNotThrowAnyException();
  }

  @Test
  void aProblemIsSaidByTheVariablesName() {
    assertThat(
            ConfigLoader.sentence(
                "SRCFG00014: The config property router.catalogue is required but it could not be"
                    + " found in any config source"))
        .startsWith("ROUTER_CATALOGUE is not set: ");
    assertThat(
            ConfigLoader.sentence(
                "SRCFG00039: The config property router.query.trade-off with the config value"
                    + " \"abc\" threw an Exception whilst being converted SRCFG00029: Expected a"
                    + " double value, got \"abc\""))
        .isEqualTo("ROUTER_QUERY_TRADE_OFF is \"abc\": Expected a double value, got \"abc\"");
  }
}
