// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {

  @TempDir Path dir;

  private ProcessId start(String... command) throws IOException {
    return Detached.start(
        new ProcessSpec("test", List.of(command), Map.of(), dir, dir.resolve("log")));
  }

  @Test
  void aProcessIsItselfAndNoneThatWasGivenItsPidLater() {
    ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();

    assertThat(self.alive()).isTrue();
    assertThat(new ProcessId(self.pid(), self.startTicks() + 1, self.boot()).alive()).isFalse();
    assertThat(new ProcessId(self.pid(), self.startTicks(), "another boot").alive()).isFalse();
  }

  @Test
  void endsWhatWasStartedAndWaitsForIt() throws Exception {
    ProcessId id = start("sleep", "600");
    assertThat(id.alive()).isTrue();

    id.end(Duration.ofSeconds(5));

    assertThat(id.alive()).isFalse();
    id.end(Duration.ofSeconds(5)); // a second time is no error
  }

  @Test
  void killsWhatDoesNotListen() throws Exception {
    ProcessId id = start("bash", "-c", "trap '' TERM; while :; do sleep 600; done");

    id.end(Duration.ofMillis(300));

    assertThat(id.alive()).isFalse();
  }

  @Test
  void startsInASessionOfItsOwn() throws Exception {
    ProcessId id = start("sleep", "600");
    try {
      long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (!session(id).equals(Long.toString(id.pid())) && System.nanoTime() < deadline) {
        Thread.onSpinWait(); // setsid is on its way
      }
      assertThat(session(id)).isEqualTo(Long.toString(id.pid()));
    } finally {
      id.kill();
    }
  }

  private static String session(ProcessId id) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + id.pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
  }
}
