// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.config;

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
}
