// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.proto.policy.v1.LoadVersionRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Version;

/** What a refusal means: whether asking again can help. */
class GrpcPolicyClientTest {

  private volatile Status refusal = Status.OK;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(
                new PolicyServiceGrpc.PolicyServiceImplBase() {
                  @Override
                  public void loadVersion(
                      LoadVersionRequest request, StreamObserver<Version> observer) {
                    observer.onError(refusal.withDescription("cut short").asException());
                  }
                })
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "DATA_LOSS, POLICY_INVALID",
    "NOT_FOUND, POLICY_INVALID",
    "FAILED_PRECONDITION, POLICY_INVALID",
    "UNAVAILABLE, POLICY_UNAVAILABLE",
    "RESOURCE_EXHAUSTED, POLICY_UNAVAILABLE"
  })
  void aBrokenVersionStaysBrokenAndABusyServerDoesNot(Status.Code said, FailureCode code) {
    refusal = said.toStatus();
    try (GrpcPolicyClient client =
        new GrpcPolicyClient("127.0.0.1:" + server.getPort(), Duration.ofSeconds(5))) {
      assertThatExceptionOfType(PolicyException.class)
          .isThrownBy(() -> client.load("home@0123456789ab"))
          .withMessageContaining("cut short")
          .extracting(PolicyException::code, InstanceOfAssertFactories.type(FailureCode.class))
          .isEqualTo(code);
    }
  }
}
