// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.core.tls.PemException;
import org.routerr1.infra.doubles.tls.Identity;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.Description;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;

class PolicyEndpointTest {

  @TempDir private static Path folder;
  private static Identity server;
  private static Identity client;
  private static Identity stranger;

  private static final class Describing extends PolicyServiceGrpc.PolicyServiceImplBase {
    @Override
    public void describe(DescribeRequest request, StreamObserver<Description> observer) {
      observer.onNext(Description.newBuilder().setModel("described").build());
      observer.onCompleted();
    }
  }

  @BeforeAll
  static void make() {
    server = Identity.make(folder, "server");
    client = Identity.make(folder, "client");
    stranger = Identity.make(folder, "stranger");
  }

  @Test
  void isClearTextWhereNothingIsTrusted() throws Exception {
    assertThat(PolicyEndpoint.of("h:1", Map.of("ROUTER_POLICY_TRUST", "")))
        .isEqualTo(PolicyEndpoint.plain("h:1"));
    assertThat(described(InsecureServerCredentials.create(), Map.of())).isEqualTo("described");
  }

  @Test
  void knowsTheServerByItsCertificate() throws Exception {
    assertThat(described(tls(), trusting(server))).isEqualTo("described");
    assertThatThrownBy(() -> described(tls(), trusting(stranger)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("the TLS handshake failed")
        .hasMessageContaining("ROUTER_POLICY_TRUST must hold the certificate");
  }

  @Test
  void showsACertificateOfItsOwn() throws Exception {
    ServerCredentials mutual =
        TlsServerCredentials.newBuilder()
            .keyManager(server.certificate().toFile(), server.key().toFile())
            .trustManager(client.certificate().toFile())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
    assertThat(described(mutual, showing(client))).isEqualTo("described");
    for (Map<String, String> wrong : List.of(showing(stranger), trusting(server))) {
      assertThatThrownBy(() -> described(mutual, wrong)).isInstanceOf(PolicyException.class);
    }
  }

  @Test
  void whoSpeaksOtherwiseThanTheServerIsTold() {
    assertThatThrownBy(() -> described(InsecureServerCredentials.create(), trusting(server)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("it does not speak TLS: unset ROUTER_POLICY_TRUST");
    assertThatThrownBy(() -> described(tls(), Map.of()))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void filesThatCannotBeUsedAreNamed() {
    assertThatThrownBy(
            () -> PolicyEndpoint.of("h:1", Map.of("ROUTER_POLICY_TRUST", "/nowhere.pem")))
        .isInstanceOfSatisfying(PemException.class, e -> assertThat(e.isMissing()).isTrue())
        .hasMessageContaining("ROUTER_POLICY_TRUST: /nowhere.pem cannot be read");
    assertWrong("holds no certificate", Optional.of(server.key()), Optional.empty());
    assertWrong(
        "is set without ROUTER_POLICY_TRUST", Optional.empty(), Optional.of(client.certificate()));
    assertThatThrownBy(() ->
            PolicyEndpoint.of(
                "h:1",
                Optional.of(server.certificate()),
                Optional.of(client.certificate()),
                Optional.of(stranger.key())))
        .isInstanceOfSatisfying(PemException.class, e -> assertThat(e.isMissing()).isFalse())
        .hasMessageContaining("is not that of CN=client");
    assertThatThrownBy(() ->
            PolicyEndpoint.of("h:1", Optional.empty(), Optional.empty(), Optional.of(client.key())))
        .hasMessageContaining("belong together");
  }

  private static void assertWrong(String said, Optional<Path> trust, Optional<Path> certificate) {
    assertThatThrownBy(
            () -> PolicyEndpoint.of("h:1", trust, certificate, certificate.map(c -> client.key())))
        .isInstanceOf(PemException.class)
        .hasMessageContaining(said);
  }

  private static ServerCredentials tls() throws IOException {
    return TlsServerCredentials.create(server.certificate().toFile(), server.key().toFile());
  }

  private static Map<String, String> trusting(Identity identity) {
    return Map.of("ROUTER_POLICY_TRUST", identity.certificate().toString());
  }

  private static Map<String, String> showing(Identity identity) {
    return Map.of(
        "ROUTER_POLICY_TRUST",
        server.certificate().toString(),
        "ROUTER_POLICY_CLIENT_CERTIFICATE",
        identity.certificate().toString(),
        "ROUTER_POLICY_CLIENT_KEY",
        identity.key().toString());
  }

  private static String described(ServerCredentials credentials, Map<String, String> environment)
      throws IOException {
    Server running =
        Grpc.newServerBuilderForPort(0, credentials).addService(new Describing()).build().start();
    PolicyEndpoint endpoint = PolicyEndpoint.of("127.0.0.1:" + running.getPort(), environment);
    try (GrpcPolicyClient policy = new GrpcPolicyClient(endpoint, Duration.ofSeconds(5))) {
      return policy.describe().model();
    } finally {
      running.shutdownNow();
    }
  }
}
