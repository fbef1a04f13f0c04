// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;

/** A part that is unwell only because another has died is not killed for it. */
class RecoveryTest {

  @TempDir Path dir;
  private final AtomicBoolean baseRuns = new AtomicBoolean(true);
  private HttpServer health;
  private Stack stack;

  @BeforeEach
  void start() throws Exception {
    health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    health.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(baseRuns.get() ? 200 : 503, -1);
          exchange.close();
        });
    health.start();
    stack = new Stack(new StackPaths(dir, dir, dir), Progress.SILENT, Clock.systemUTC());
  }

  @AfterEach
  void stop() throws Exception {
    stack.down();
    health.stop(0);
  }

  private record Sleeping(
      String name, List<String> needs, String health, Path dir, AtomicBoolean baseRuns)
      implements QuietPart {
    @Override
    public ProcessId start() throws java.io.IOException {
      baseRuns.set(true);
      return Detached.start(new ProcessSpec(name, List.of("sleep", "600"), Map.of(), dir, log()));
    }
  }

  @Test
  void aPartThatNeedsTheDeadOneRecoversWithIt() throws Exception {
    String url = "http://127.0.0.1:" + health.getAddress().getPort() + "/";
    Part base = new Sleeping("base", List.of(), "", dir, baseRuns);
    Part top = new Sleeping("top", List.of("base"), url, dir, baseRuns);
    stack.up(List.of(base, top)).keep();
    ProcessId before = stack.state("top").orElseThrow().process();

    stack.state("base").orElseThrow().process().kill();
    baseRuns.set(false);
    Startup again = stack.up(List.of(base, top));
    again.keep();

    assertThat(again.started()).containsExactly("base");
    assertThat(stack.state("top").orElseThrow().process()).isEqualTo(before);
  }

  @Test
  void aLivingProcessThatNobodyReachesIsStartedAgain() throws Exception {
    Part near =
        new Sleeping("near", List.of(), listening(health.getAddress().getPort()), dir, baseRuns);
    Part far = new Sleeping("far", List.of(), listening(FreePort.any()), dir, baseRuns);
    stack.up(List.of(near, far)).keep();

    Startup again = stack.up(List.of(near, far));
    again.keep();

    assertThat(again.started()).containsExactly("far");
  }

  private static String listening(int port) {
    return "tcp://127.0.0.1:" + port;
  }
}
