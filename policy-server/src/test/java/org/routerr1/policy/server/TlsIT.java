// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.infra.doubles.tls.Identity;
import org.routerr1.policy.testing.ServerProcess;
import org.routerr1.policy.testing.Wire;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;

/** The packaged server by TLS, with certificates made here. */
class TlsIT {

  private static final int BAD = 2;
  private static final int MISSING = 3;

  @TempDir private static Path folder;
  private static Identity server;
  private static Identity client;
  private static Identity stranger;

  @BeforeAll
  static void make() {
    server = Identity.make(folder, "server");
    client = Identity.make(folder, "client");
    stranger = Identity.make(folder, "stranger");
  }

  @Test
  void whoTrustsItsCertificateIsServedAndNobodyElse() throws Exception {
    try (ServerProcess process = ServerProcess.start(folder, tls()).awaitReady()) {
      assertThat(decide(process, trusting(server).build()).getText()).startsWith("<think>");
      assertRefused(process, trusting(stranger).build());
      assertRefused(process, InsecureChannelCredentials.create());
    }
  }

  @Test
  void whereCallersAreAskedForCertificatesOnlyThoseThatItTrustsAreServed() throws Exception {
    Map<String, String> mutual = tls();
    mutual.put("ROUTER_POLICY_TLS_CLIENT_TRUST", client.certificate().toString());
    try (ServerProcess process = ServerProcess.start(folder, mutual).awaitReady()) {
      assertThat(decide(process, showing(client)).getText()).startsWith("<think>");
      assertRefused(process, showing(stranger));
      assertRefused(process, trusting(server).build());
    }
  }

  @Test
  void filesThatDoNotFitAreToldBeforeAnythingIsOpened() throws Exception {
    assertEnds(MISSING, "nowhere.pem cannot be read", "CERTIFICATE", folder.resolve("nowhere.pem"));
    assertEnds(BAD, "is not that of CN=server", "KEY", stranger.key());
    assertEnds(BAD, "holds no key that begins with", "KEY", server.certificate());
    assertEnds(BAD, "holds no certificate in PEM form", "CERTIFICATE", server.key());
    assertEnds(BAD, "holds no certificate in PEM form", "CLIENT_TRUST", server.key());
    Identity old = Identity.expired(folder, "old");
    assertEnds(BAD, "renew it", "CERTIFICATE", old.certificate());
    Map<String, String> half = tls();
    half.remove("ROUTER_POLICY_TLS_KEY");
    assertEnds(BAD, "belong together", half);
    Map<String, String> trustAlone = new HashMap<>(plain());
    trustAlone.put("ROUTER_POLICY_TLS_CLIENT_TRUST", client.certificate().toString());
    assertEnds(BAD, "is set without ROUTER_POLICY_TLS_CERTIFICATE", trustAlone);
  }

  @Test
  void clearTextDoesNotLeaveTheLoopbackUnlessSomebodySaysSo() throws Exception {
    Map<String, String> everywhere = new HashMap<>(plain());
    everywhere.put("QUARKUS_GRPC_SERVER_HOST", "0.0.0.0");
    assertEnds(BAD, "gRPC would listen on 0.0.0.0 in clear text", everywhere);
    everywhere.put("ROUTER_POLICY_PLAIN_TEXT", "true");
    try (ServerProcess process = ServerProcess.start(folder, everywhere).awaitReady()) {
      assertThat(process.log()).contains("0.0.0.0 in clear text, as ROUTER_POLICY_PLAIN_TEXT");
    }
    Map<String, String> protectedEverywhere = tls();
    protectedEverywhere.put("QUARKUS_GRPC_SERVER_HOST", "0.0.0.0");
    try (ServerProcess process = ServerProcess.start(folder, protectedEverywhere).awaitReady()) {
      assertThat(decide(process, trusting(server).build()).getText()).isNotEmpty();
    }
  }

  private static Map<String, String> plain() {
    return Map.of("ROUTER_POLICY_MODEL", TinyModel.in(folder).toString());
  }

  private static Map<String, String> tls() {
    Map<String, String> environment = new HashMap<>(plain());
    environment.put("ROUTER_POLICY_TLS_CERTIFICATE", server.certificate().toString());
    environment.put("ROUTER_POLICY_TLS_KEY", server.key().toString());
    return environment;
  }

  private static TlsChannelCredentials.Builder trusting(Identity identity) throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(identity.certificate().toFile());
  }

  private static ChannelCredentials showing(Identity own) throws IOException {
    return trusting(server).keyManager(own.certificate().toFile(), own.key().toFile()).build();
  }

  private static Decision decide(ServerProcess process, ChannelCredentials credentials) {
    ManagedChannel channel =
        Grpc.newChannelBuilder("127.0.0.1:" + process.grpcPort(), credentials).build();
    try {
      return PolicyServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(60, TimeUnit.SECONDS)
          .decide(Wire.request("tls"));
    } finally {
      channel.shutdownNow();
    }
  }

  private static void assertRefused(ServerProcess process, ChannelCredentials credentials) {
    assertThatThrownBy(() -> decide(process, credentials))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  private static void assertEnds(int code, String said, String name, Path file) {
    Map<String, String> environment = tls();
    environment.put("ROUTER_POLICY_TLS_" + name, file.toString());
    assertEnds(code, said, environment);
  }

  private static void assertEnds(int code, String said, Map<String, String> environment) {
    try (ServerProcess process = ServerProcess.start(folder, environment)) {
      assertThat(process.awaitExit()).as(process.log()).isEqualTo(code);
      assertThat(process.log()).contains(said).doesNotContain("\tat ");
    }
  }
}
