// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {

  @Test
  void everyVariableOfOursIsKnownAndOthersAreNot() {
    assertThatCode(() ->
            ConfigLoader.refuseUnknown(
                Set.of(
                    "ROUTER_WORKER_CATALOGUE_RELOAD",
                    "ROUTER_WORKER_POLICY_DEADLINE",
                    "ROUTER_WORKER_RETENTION",
                    "ROUTER_WORKER_SEARCH_ATTRIBUTES",
                    "ROUTER_WORKER_STOP_GRACE",
                    "ROUTER_QUERY_MAX_TURNS",
                    "HOME")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> ConfigLoader.refuseUnknown(Set.of("ROUTER_WORKER_STOPGRACE")))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("ROUTER_WORKER_STOPGRACE is unknown")
        .hasMessageContaining("ROUTER_WORKER_STOP_GRACE");
  }
}
