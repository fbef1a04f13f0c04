// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporalSettingsTest {

  private final TemporalSettings settings =
      new TemporalSettings(Path.of("/bin/temporal"), Path.of("/data"), 7000, 7001, Path.of("/log"));

  @Test
  void theServerIsDurableFastAndOnTheLoopback() {
    String command = String.join(" ", settings.spec().command());

    assertThat(command)
        .startsWith("/bin/temporal server start-dev --ip 127.0.0.1 --port 7000 --ui-port 7001")
        .contains("--db-filename /data/temporal.db")
        .contains("--sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=full")
        .contains("history.transferProcessorMaxPollRPS=2000")
        .contains("history.visibilityProcessorMaxPollRPS=2")
        .contains("system.forceSearchAttributesCacheRefreshOnRead=false")
        .contains("system.forceNexusEndpointRefreshOnRead=false");
    assertThat(settings.address()).isEqualTo("127.0.0.1:7000");
  }
}
