// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

  @TempDir Path dir;

  @Test
  void bothStreamsAndTheExitCode() throws Exception {
    Commands.Result result =
        Commands.run(
            List.of("sh", "-c", "echo out $WORD; echo err >&2; exit 3"), Map.of("WORD", "now"));
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.output()).contains("out now").contains("err");
    assertThat(result.tail(1)).isEqualTo("err");
  }

  @Test
  void anInterruptedCallLeavesNoProgramBehind() throws Exception {
    Path pid = dir.resolve("pid");
    String script = "echo $$ > %1$s.new; mv %1$s.new %1$s; exec sleep 600".formatted(pid);
    FutureTask<Commands.Result> run =
        new FutureTask<>(() -> Commands.run(List.of("sh", "-c", script), Map.of()));
    Thread caller = Thread.ofPlatform().start(run);
    while (!Files.exists(pid)) {
      assertThat(caller.isAlive()).isTrue();
      Thread.sleep(10);
    }
    caller.interrupt();
    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
        .matches(found -> found.isEmpty() || !found.get().isAlive());
  }
}
