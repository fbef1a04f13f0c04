// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.Commands;
import org.routerr1.infra.stack.StackException;

class TemporalProcessIT {

  @TempDir Path dir;

  @Test
  void keepsWhatItWasToldOverACrash() throws Exception {
    try (TemporalProcess temporal = TemporalProcess.temporary(dir)) {
      assertThat(Files.exists(dir.resolve("temporal.db-wal"))).as("write-ahead log").isTrue();
      assertThat(start(temporal, "before-the-crash").exit()).isZero();

      temporal.kill();
      assertThat(TemporalProcess.ready(temporal.settings()).holds()).isFalse();
      temporal.restart();

      Commands.Result found =
          cli(temporal, "workflow", "describe", "--workflow-id", "before-the-crash");
      assertThat(found.output()).contains("before-the-crash").contains("nobody");
    }
  }

  @Test
  void leavesNothingRunningWhenClosed() throws Exception {
    TemporalProcess temporal = TemporalProcess.temporary(dir);
    temporal.close();

    assertThat(TemporalProcess.ready(temporal.settings()).holds()).isFalse();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(dir.toString()));
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TemporalSettings free = TemporalSettings.temporary(dir);
      TemporalSettings settings =
          new TemporalSettings(free.binary(), dir, taken.getLocalPort(), free.uiPort(), free.log());

      assertThatThrownBy(() -> TemporalProcess.start(settings))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("in use");
    }
  }

  @Test
  void showsTheLogOfAServerThatCannotStart() throws Exception {
    Files.writeString(dir.resolve("temporal.db"), "this is no database");

    assertThatThrownBy(() -> TemporalProcess.temporary(dir))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("temporal ended while it was starting")
        .hasMessageContaining("temporal.log");
  }

  private static Commands.Result start(TemporalProcess temporal, String id) throws Exception {
    return cli(
        temporal,
        "workflow",
        "start",
        "--type",
        "nobody",
        "--task-queue",
        "nobody",
        "--workflow-id",
        id);
  }

  private static Commands.Result cli(TemporalProcess temporal, String... words) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(words));
    command.add(0, temporal.settings().binary().toString());
    command.addAll(List.of("--address", temporal.address()));
    return Commands.run(command, Map.of());
  }
}
