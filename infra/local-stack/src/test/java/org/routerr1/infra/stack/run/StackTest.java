// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;

/** The stack's rules, on real processes that do nothing. */
class StackTest {

  @TempDir Path dir;
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  private Stack stack() {
    return new Stack(new StackPaths(dir, dir, dir), Progress.SILENT, Clock.systemUTC());
  }

  @AfterEach
  void stopAll() throws Exception {
    stack().down();
  }

  /** A part that sleeps; ready at once, or never. */
  private record Sleeper(
      String name,
      List<String> needs,
      Map<String, Integer> ports,
      String fingerprint,
      boolean works,
      Path dir,
      List<String> order)
      implements QuietPart {
    @Override
    public ProcessId start() throws java.io.IOException {
      order.add(name);
      return Detached.start(new ProcessSpec(name, List.of("sleep", "600"), Map.of(), dir, log()));
    }

    @Override
    public void awaitReady(ProcessId process) {
      if (!works) {
        throw StackException.missing(name + " is not ready");
      }
      order.add(name + " ready");
    }
  }

  private Sleeper part(String name, String... needs) {
    return new Sleeper(name, List.of(needs), Map.of(), "v1", true, dir, order);
  }

  private ProcessId process(String part) throws Exception {
    return stack().state(part).orElseThrow().process();
  }

  @Test
  void startsWhatOthersNeedFirstAndStopsInReverse() throws Exception {
    stack().up(List.of(part("base"), part("top", "base"))).keep();

    assertThat(order).containsExactly("base", "base ready", "top", "top ready");
    assertThat(stack().down()).containsExactly("top", "base");
    assertThat(stack().status()).isEmpty();
  }

  @Test
  void keepsWhatIsWellAndStartsAgainWhatDied() throws Exception {
    stack().up(List.of(part("a"), part("b"))).keep();
    ProcessId a = process("a");
    process("b").kill();

    Startup second = stack().up(List.of(part("a"), part("b")));
    second.keep();

    assertThat(second.started()).containsExactly("b");
    assertThat(process("a")).isEqualTo(a);
    assertThat(process("b").alive()).isTrue();
  }

  @Test
  void restartsOnePartAndLeavesTheOthersAlone() throws Exception {
    stack().up(List.of(part("a"), part("b"))).keep();
    ProcessId a = process("a");
    ProcessId b = process("b");
    b.kill();

    stack().restart(part("b"));

    assertThat(process("a")).isEqualTo(a);
    assertThat(a.alive()).isTrue();
    assertThat(process("b")).isNotEqualTo(b);
    assertThat(process("b").alive()).isTrue();
  }

  @Test
  void startsAgainWhatIsConfiguredAnew() throws Exception {
    stack().up(List.of(part("a"))).keep();
    ProcessId before = process("a");

    stack().up(List.of(new Sleeper("a", List.of(), Map.of(), "v2", true, dir, order))).keep();

    assertThat(before.alive()).isFalse();
    assertThat(process("a").alive()).isTrue();
  }

  @Test
  void aFailureStopsWhatThisStartStartedAndNothingElse() throws Exception {
    stack().up(List.of(part("earlier"))).keep();
    Sleeper broken = new Sleeper("broken", List.of("mine"), Map.of(), "v1", false, dir, order);

    assertThatThrownBy(() -> stack().up(List.of(part("earlier"), part("mine"), broken)))
        .isInstanceOf(StackException.class)
        .hasMessage("broken is not ready");

    assertThat(stack().status())
        .singleElement()
        .satisfies(s -> assertThat(s.state().part()).isEqualTo("earlier"))
        .satisfies(s -> assertThat(s.health()).isEqualTo(PartStatus.Health.RUNNING));
  }

  @Test
  void namesPartAndPortThatAreInTheWayBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, Integer> ports = Map.of("http", taken.getLocalPort());
      Sleeper blocked = new Sleeper("blocked", List.of(), ports, "v1", true, dir, order);

      assertThatThrownBy(() -> stack().up(List.of(part("a"), blocked)))
          .isInstanceOfSatisfying(
              StackException.class,
              e -> assertThat(e.kind()).isEqualTo(StackException.Kind.MISSING))
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("blocked")
          .hasMessageContaining("--port-base");
    }
    assertThat(order).isEmpty();
  }

  @Test
  void whoStopsWhatHeStartedLeavesWhatAnotherHasStartedSince() throws Exception {
    Startup first = stack().up(List.of(part("a")));
    assertThat(stack().down()).containsExactly("a");
    stack().up(List.of(part("a"))).keep();

    first.undo();

    assertThat(stack().status())
        .singleElement()
        .satisfies(s -> assertThat(s.health()).isEqualTo(PartStatus.Health.RUNNING));
    assertThat(stack().down()).containsExactly("a");
  }

  @Test
  void aPostgresThatAKilledStartLeftIsSeenAndStopped() throws Exception {
    Path cluster = Files.createDirectories(dir.resolve("postgres/cluster"));
    Path program = Files.copy(Path.of("/bin/sleep"), dir.resolve("postgres/postgres"));
    Process process =
        new ProcessBuilder(program.toString(), "600").directory(cluster.toFile()).start();
    try {
      Files.writeString(
          cluster.resolve("postmaster.pid"),
          "%d\n%s\n1000\n15432\n".formatted(process.pid(), cluster));
      assertThat(stack().status())
          .singleElement()
          .satisfies(s -> assertThat(s.health()).isEqualTo(PartStatus.Health.RUNNING))
          .satisfies(s -> assertThat(s.state().process().pid()).isEqualTo(process.pid()))
          .satisfies(s -> assertThat(s.state().ports()).containsEntry("sql", 15432));
      assertThat(dir.resolve("run")).doesNotExist(); // who only looks writes nothing

      assertThat(stack().down()).containsExactly("postgres");

      assertThat(process.isAlive()).isFalse();
      assertThat(stack().status()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void neverEndsAProcessThatOnlyHasThePid() throws Exception {
    ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
    ProcessId recycled = new ProcessId(self.pid(), self.startTicks() - 1, self.boot());
    new StateFiles(dir.resolve("run"), dir.resolve("postgres"))
        .write(new PartState("old", recycled, Map.of(), "", dir, "v1", 0));

    assertThat(stack().status().get(0).health()).isEqualTo(PartStatus.Health.DEAD);
    assertThat(stack().down()).isEmpty(); // and this test still runs
    assertThat(stack().status()).isEmpty();
  }
}
