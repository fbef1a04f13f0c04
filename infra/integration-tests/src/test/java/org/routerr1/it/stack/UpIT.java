// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.FreePort;

/** Starts that do not succeed: each says why, and leaves nothing running. */
class UpIT {

  @TempDir Path dir;

  private Shell.Result router(String... words) throws Exception {
    return new Shell(dir).router(withDirectory(words));
  }

  private String[] withDirectory(String... words) {
    String[] all = new String[words.length + 3];
    System.arraycopy(words, 0, all, 0, words.length);
    String[] common = {"--data-dir", dir.resolve("data").toString(), "--json"};
    System.arraycopy(common, 0, all, words.length, common.length);
    return all;
  }

  @AfterEach
  void nothingRuns() throws Exception {
    assertThat(router("status").document().path("parts")).isEmpty();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(dir.toString()));
  }

  @Test
  void aPortInUse() throws Exception {
    int base = freeBase();
    try (ServerSocket taken = new ServerSocket(base + 4, 1, InetAddress.getLoopbackAddress())) {

      Shell.Result result = router("up", "--port-base", Integer.toString(base));

      assertThat(result.code()).isEqualTo(3);
      assertThat(result.document().path("error").path("message").asText())
          .contains("port " + taken.getLocalPort())
          .contains("temporal")
          .contains("--port-base");
    }
  }

  /** Where the ports of the first parts are free, Temporal's with them. */
  private static int freeBase() {
    while (true) {
      int base = FreePort.any();
      if (IntStream.rangeClosed(base, base + 4).allMatch(FreePort::isFree)) {
        return base;
      }
    }
  }

  @Test
  void anInterruption() throws Exception {
    Shell shell = new Shell(dir);
    Process process = shell.begin(withDirectory("up", "--port-base", "0"));
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (!shell.err().contains("is ready") && System.nanoTime() < deadline) {
      assertThat(process.isAlive()).as(shell.err()).isTrue();
      Thread.sleep(50);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    Shell.Result result = shell.finish(process);

    assertThat(result.code()).isEqualTo(130);
    assertThat(result.document().path("error").path("code").asInt()).isEqualTo(130);
    assertThat(result.err()).contains("which this command had started");
  }
}
