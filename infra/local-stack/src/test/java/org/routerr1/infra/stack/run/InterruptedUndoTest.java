// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;

/** A command that fails stops what it started; a Ctrl-C in the middle of that must not end it. */
class InterruptedUndoTest {

  @TempDir Path dir;

  @Test
  void whatWasStartedIsStoppedAlthoughTheCommandIsInterruptedMeanwhile() throws Exception {
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Failing.class.getName(),
                dir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = command.inputReader()) {
      String line = said.readLine();
      while (line != null && !line.startsWith("stopping slow")) {
        line = said.readLine();
      }
      assertThat(line).isNotNull();
      ProcessId base = Failing.stack(dir).state("base").orElseThrow().process();
      assertThat(base.alive()).isTrue();

      command.destroy();

      assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(base.alive()).isFalse();
      assertThat(Failing.stack(dir).status()).isEmpty();
    } finally {
      command.destroyForcibly();
      Failing.stack(dir).down();
    }
  }

  /** A command that starts two parts and then fails. */
  static final class Failing {

    private Failing() {}

    static Stack stack(Path dir) {
      Progress told =
          new Progress() {
            @Override
            public void say(String line) {
              System.out.println(line);
            }

            @Override
            public void now(String line) {}
          };
      return new Stack(new StackPaths(dir, dir, dir), told, Clock.systemUTC());
    }

    public static void main(String[] args) throws Exception {
      Path dir = Path.of(args[0]);
      Startup startup =
          stack(dir)
              .up(
                  List.of(
                      new Shell("base", List.of(), "sleep 600", dir),
                      new Shell(
                          "slow",
                          List.of("base"),
                          "trap 'sleep 2; exit' TERM; while :; do sleep 0.1; done",
                          dir)));
      startup.undo();
    }
  }

  private record Shell(String name, List<String> needs, String script, Path dir)
      implements QuietPart {
    @Override
    public ProcessId start() throws IOException {
      return Detached.start(
          new ProcessSpec(name, List.of("sh", "-c", script), Map.of(), dir, log()));
    }
  }
}
