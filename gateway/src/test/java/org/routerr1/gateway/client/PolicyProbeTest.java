// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Version;
import org.routerr1.proto.policy.v1.Versions;

class PolicyProbeTest {

  private static final class Two extends PolicyServiceGrpc.PolicyServiceImplBase {
    @Override
    public void listVersions(ListVersionsRequest request, StreamObserver<Versions> observer) {
      observer.onNext(
          Versions.newBuilder()
              .addVersions(Version.newBuilder().setName("base"))
              .addVersions(Version.newBuilder().setName("home"))
              .build());
      observer.onCompleted();
    }
  }

  @Test
  void whatTheServerListsIsKnown() throws Exception {
    Server server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(new Two())
            .build()
            .start();
    try (PolicyProbe probe =
        new PolicyProbe(Optional.of(PolicyEndpoint.plain("127.0.0.1:" + server.getPort())))) {
      assertThat(probe.versions()).containsExactly("base", "home");
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void aServerThatIsAwayOrNotNamedTellsNothing() {
    try (PolicyProbe away = new PolicyProbe(Optional.of(PolicyEndpoint.plain("127.0.0.1:1")));
        PolicyProbe none = new PolicyProbe(Optional.empty())) {
      assertThat(away.versions()).isEmpty();
      assertThat(none.versions()).isEmpty();
    }
  }
}
