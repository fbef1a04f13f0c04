// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.testing.ServerProcess;

/** What a server says that cannot start, and how it exits. */
class StartIT {

  private static final int BAD = 2;
  private static final int MISSING = 3;

  @TempDir private Path folder;

  @Test
  void noModelIsNamed() {
    assertEnds(MISSING, "policy server: no model is named; set ROUTER_POLICY_MODEL", Map.of());
  }

  @Test
  void theModelIsMissing() {
    String path = folder.resolve("nowhere.gguf").toString();
    assertEnds(MISSING, path + ": no such model file", Map.of("ROUTER_POLICY_MODEL", path));
  }

  @Test
  void theModelIsTruncated() {
    byte[] half = Arrays.copyOf(TinyModel.bytes(), 50_000);
    Path path = TinyModel.write(folder.resolve("half.gguf"), half);
    assertEnds(
        BAD,
        "does not lie within the file; fetch the file again",
        Map.of("ROUTER_POLICY_MODEL", path.toString()));
  }

  @Test
  void theModelIsSomethingElse() {
    Path path = TinyModel.write(folder.resolve("text.gguf"), new byte[1000]);
    assertEnds(
        BAD, "byte 0: this is not a GGUF file", Map.of("ROUTER_POLICY_MODEL", path.toString()));
  }

  @Test
  void aSettingIsNoNumber() {
    assertEnds(BAD, "router.policy.threads", with("ROUTER_POLICY_THREADS", "many"));
  }

  @Test
  void aSettingIsOutOfRange() {
    assertEnds(
        BAD,
        "router.policy.queue-length is 0; set it to 1 to",
        with("ROUTER_POLICY_QUEUE_LENGTH", "0"));
  }

  @Test
  void aPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertEnds(MISSING, "port " + port, with("QUARKUS_GRPC_SERVER_PORT", port));
      assertEnds(MISSING, "port " + port, with("QUARKUS_HTTP_PORT", port));
    }
  }

  private Map<String, String> with(String name, String value) {
    return Map.of("ROUTER_POLICY_MODEL", TinyModel.in(folder).toString(), name, value);
  }

  private void assertEnds(int code, String said, Map<String, String> environment) {
    try (ServerProcess server = ServerProcess.start(folder, environment)) {
      assertThat(server.awaitExit()).as(server.log()).isEqualTo(code);
      assertThat(server.log()).contains(said).doesNotContain("\tat ");
    }
  }
}
