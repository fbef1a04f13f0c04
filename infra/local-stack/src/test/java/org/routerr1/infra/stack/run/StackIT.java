// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.postgres.PostgresConfig;
import org.routerr1.infra.stack.postgres.PostgresProcess;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.temporal.TemporalSettings;

/** The servers that need nothing built: PostgreSQL and Temporal, under the stack's rules. */
class StackIT {

  @TempDir Path dir;
  private Stack stack;
  private PostgresConfig postgres;
  private List<Part> parts;

  @BeforeEach
  void twoServers() {
    StackPaths paths = new StackPaths(dir, dir, dir.resolve("cache"));
    Ports ports = Ports.choose(0, null);
    stack = new Stack(paths, Progress.SILENT, Clock.systemUTC());
    postgres =
        new PostgresConfig(
            Path.of(System.getProperty("java.io.tmpdir"), "router-r1-postgres-binaries"),
            paths.postgres(),
            ports.of(Ports.POSTGRES),
            paths.log(Ports.POSTGRES));
    TemporalSettings temporal = TemporalSettings.temporary(paths.temporal());
    parts =
        List.of(
            new PostgresPart(postgres),
            new ProcessPart(
                temporal.spec(),
                List.of(),
                Map.of("grpc", temporal.port(), "ui", temporal.uiPort()),
                temporal.ui() + "/api/v1/namespaces/default",
                "",
                java.time.Duration.ofSeconds(60)));
  }

  @AfterEach
  void stop() throws Exception {
    stack.down();
  }

  @Test
  void everyPartThatIsKilledComesBackWithWhatItKnew() throws Exception {
    stack.up(parts).keep();
    execute("CREATE TABLE kept AS SELECT 42 AS answer");

    for (String name : List.of(Ports.POSTGRES, Ports.TEMPORAL)) {
      ProcessId before = stack.state(name).orElseThrow().process();
      before.kill();
      Startup repaired = stack.up(parts);
      repaired.keep();
      assertThat(repaired.started()).containsExactly(name);
      assertThat(stack.state(name).orElseThrow().process()).isNotEqualTo(before);
    }

    try (Connection connection = PostgresProcess.running(postgres).orElseThrow().connect();
        Statement statement = connection.createStatement();
        ResultSet kept = statement.executeQuery("SELECT answer FROM kept")) {
      assertThat(kept.next()).isTrue();
      assertThat(kept.getInt(1)).isEqualTo(42);
    }
  }

  @Test
  void downLeavesNothingRunning() throws Exception {
    stack.up(parts).keep();
    assertThat(stack.status())
        .extracting(PartStatus::health)
        .containsOnly(PartStatus.Health.RUNNING);

    assertThat(stack.down()).containsExactlyInAnyOrder(Ports.POSTGRES, Ports.TEMPORAL);

    assertThat(stack.status()).isEmpty();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(dir.toString()));
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = PostgresProcess.running(postgres).orElseThrow().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
