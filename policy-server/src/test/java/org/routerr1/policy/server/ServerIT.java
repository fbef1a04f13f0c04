// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.testing.ServerProcess;
import org.routerr1.policy.testing.Wire;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.Description;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;

/** The packaged server over the wire, with the tiny model. */
class ServerIT {

  private static final String SERVICE = "routerr1.policy.v1.PolicyService";

  @TempDir private static Path folder;
  private static Map<String, String> environment;
  private static ServerProcess server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() {
    environment =
        Map.of(
            "ROUTER_POLICY_MODEL",
            TinyModel.in(folder).toString(),
            "ROUTER_POLICY_MAX_QUERY_TOKENS",
            "24",
            "ROUTER_POLICY_QUEUE_LENGTH",
            "4");
    server = ServerProcess.start(folder, environment).awaitReady();
    channel = server.channel();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void saysWhatItServes() {
    Description description = stub().describe(DescribeRequest.getDefaultInstance());
    assertThat(description.getModel()).isEqualTo("Tiny-Model");
    assertThat(description.getVersions(0).getName()).startsWith("tiny-model@");
    assertThat(description.getVersions(0).getChannelsList()).containsExactly("stable");
    assertThat(description.getContextTokens()).isEqualTo(TinyModel.CONTEXT);
    assertThat(description.getMaxThinkTokens()).isEqualTo(48);
    assertThat(description.getMaxQueryTokens()).isEqualTo(24);
  }

  @Test
  void isHealthyForThoseWhoAsk() {
    for (String service : List.of("", SERVICE)) {
      assertThat(
              HealthGrpc.newBlockingStub(channel)
                  .check(HealthCheckRequest.newBuilder().setService(service).build())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
    }
    assertThat(server.get("/q/health/live")).isEqualTo(200);
  }

  @Test
  void listsItsServicesByReflection() throws Exception {
    CompletableFuture<ServerReflectionResponse> reply = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> asking =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(first(reply));
    asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    asking.onCompleted();
    assertThat(reply.get(30, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
        .anyMatch(s -> s.getName().equals(SERVICE));
  }

  @Test
  void decidesAndRepeats() {
    Decision decision = stub().decide(Wire.request("once"));
    Decision again = stub().decide(Wire.request("once"));
    assertThat(decision.getRepeated()).isFalse();
    assertThat(again).isEqualTo(decision.toBuilder().setRepeated(true).build());
    assertThat(decision.getTokenIdsCount())
        .isEqualTo(decision.getLogprobsCount())
        .isEqualTo(decision.getFreeLogprobsCount());
    assertThat(decision.getText()).startsWith("<think>");
    assertThat(decision.getPromptHash()).hasSize(64);
  }

  @Test
  void decidesTheSameAfterAKill() {
    Decision before = stub().decide(Wire.request("killed"));
    try (ServerProcess another = ServerProcess.start(folder, environment).awaitReady()) {
      ManagedChannel other = another.channel();
      Decision after = PolicyServiceGrpc.newBlockingStub(other).decide(Wire.request("killed"));
      assertThat(after.toBuilder().clearMicros().clearCachedPromptTokens().build())
          .isEqualTo(before.toBuilder().clearMicros().clearCachedPromptTokens().build());
      other.shutdownNow();
    }
  }

  @Test
  void refusesByStatusAndSaysWhy() {
    DecideRequest good = Wire.request("good");
    stub().decide(good);
    assertRefused(
        Status.Code.ALREADY_EXISTS,
        "request_id was used",
        good.toBuilder().setChannel("stable").build());
    assertRefused(
        Status.Code.NOT_FOUND,
        "version \"v9\" is not known here",
        Wire.request("a").toBuilder().setPolicyVersion("v9").build());
    assertRefused(
        Status.Code.NOT_FOUND,
        "channel \"canary\"",
        Wire.request("a").toBuilder().setChannel("canary").build());
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "the context holds 512",
        Wire.request("a").toBuilder()
            .addPrompt(Wire.message(Message.Role.ROLE_USER, "long ".repeat(500)))
            .build());
    assertRefused(
        Status.Code.RESOURCE_EXHAUSTED,
        "exceeds maximum",
        Wire.request("a").toBuilder()
            .addPrompt(Wire.message(Message.Role.ROLE_USER, "x".repeat(5 << 20)))
            .build());
  }

  @Test
  void whoFindsTheQueueFullIsToldWhenToRetry() throws Exception {
    List<Future<Decision>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(PolicyServiceGrpc.newFutureStub(channel).decide(Wire.request("crowd" + i)));
    }
    int refused = 0;
    for (Future<Decision> one : all) {
      try {
        assertThat(one.get(60, TimeUnit.SECONDS).getText()).isNotEmpty();
      } catch (ExecutionException e) {
        assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(retryDelay(e).getSeconds() + retryDelay(e).getNanos()).isPositive();
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aCallPastItsDeadlineEndsAndHarmsNobody() {
    PolicyServiceGrpc.PolicyServiceBlockingStub hasty =
        stub().withDeadlineAfter(1, TimeUnit.MICROSECONDS);
    assertThatThrownBy(() -> hasty.decide(Wire.request("hasty")))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    assertThat(stub().decide(Wire.request("hasty")).getText()).isNotEmpty();
  }

  @Test
  void writesNothingOfPromptsToItsLog() {
    stub()
        .decide(
            Wire.request("secret").toBuilder()
                .addPrompt(Wire.message(Message.Role.ROLE_USER, "swordfish"))
                .build());
    assertThat(server.log()).doesNotContain("swordfish", "Who wrote it?");
  }

  @Test
  void endsWhenAskedTo() {
    try (ServerProcess another = ServerProcess.start(folder, environment).awaitReady()) {
      another.terminate();
      assertThat(another.awaitExit()).isIn(0, 143);
    }
  }

  private static com.google.protobuf.Duration retryDelay(ExecutionException e)
      throws InvalidProtocolBufferException {
    com.google.rpc.Status status = StatusProto.fromThrowable(e);
    assertThat(status).isNotNull();
    return status.getDetails(0).unpack(RetryInfo.class).getRetryDelay();
  }

  private static void assertRefused(Status.Code code, String said, DecideRequest request) {
    assertThatThrownBy(() -> stub().decide(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(said);
  }

  private static PolicyServiceGrpc.PolicyServiceBlockingStub stub() {
    return PolicyServiceGrpc.newBlockingStub(channel);
  }

  private static <T> StreamObserver<T> first(CompletableFuture<T> future) {
    return new StreamObserver<>() {
      @Override
      public void onNext(T value) {
        future.complete(value);
      }

      @Override
      public void onError(Throwable t) {
        future.completeExceptionally(t);
      }

      @Override
      public void onCompleted() {}
    };
  }
}
