// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.ServerProcess;
import org.routerr1.policy.testing.Wire;
import org.routerr1.proto.policy.v1.ActionScore;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.LoadVersionRequest;
import org.routerr1.proto.policy.v1.PauseRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.ResumeRequest;
import org.routerr1.proto.policy.v1.ScoreRequest;
import org.routerr1.proto.policy.v1.Scores;
import org.routerr1.proto.policy.v1.SetChannelRequest;
import org.routerr1.proto.policy.v1.TokenIds;
import org.routerr1.proto.policy.v1.Version;

/** Versions, channels, scores and pauses of the packaged server, over the wire. */
class VersionsIT {

  @TempDir private static Path folder;
  private static Map<String, String> environment;
  private static String base;
  private static String adapter;
  private static String foreign;
  private static ServerProcess server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() {
    Path model = TinyModel.in(folder);
    Path adapters = folder.resolve("adapters");
    try (Policy policy = Policy.load(model, TinyModel.CONTEXT, 1)) {
      base = policy.version();
      var lora = Adapters.random(policy.model().shape(), 0, Set.of(LoraModule.values()), 1);
      adapter = Adapters.publish(adapters, "trained", lora, base, policy.checksum());
      foreign = Adapters.publish(adapters, "foreign", lora, "other@0", "0".repeat(64));
    }
    environment =
        Map.of(
            "ROUTER_POLICY_MODEL", model.toString(), "ROUTER_POLICY_ADAPTERS", adapters.toString());
    server = ServerProcess.start(folder, environment).awaitReady();
    channel = server.channel();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void listsLoadsAndRefuses() {
    assertThat(stub().listVersions(ListVersionsRequest.getDefaultInstance()).getVersionsList())
        .extracting(Version::getName)
        .containsExactly(base, foreign, adapter);
    Version loaded = stub().loadVersion(load(adapter));
    assertThat(loaded.getLoaded()).isTrue();
    assertThat(loaded.getParent()).isEqualTo(base);
    assertThat(loaded.getCard()).contains("random numbers");
    assertRefused(
        Status.Code.NOT_FOUND, "\"v9\" is not known", () -> stub().loadVersion(load("v9")));
    assertRefused(
        Status.Code.FAILED_PRECONDITION,
        "made for other@0",
        () -> stub().loadVersion(load(foreign)));
    assertRefused(
        Status.Code.FAILED_PRECONDITION,
        "made for other@0",
        () -> stub().decide(Wire.request("f").toBuilder().setPolicyVersion(foreign).build()));
  }

  /** What callers' headers cannot hold would reach them as a broken connection. */
  @Test
  void aNameOfAnyLengthIsRefusedWithASentence() {
    for (String name : List.of("x".repeat(10_000), "名".repeat(100_000), "😀".repeat(50_000))) {
      assertRefused(
          Status.Code.NOT_FOUND, "ListVersions says", () -> stub().loadVersion(load(name)));
      assertRefused(
          Status.Code.NOT_FOUND,
          "is not known here",
          () -> stub().decide(Wire.request("l").toBuilder().setPolicyVersion(name).build()));
      assertRefused(
          Status.Code.INVALID_ARGUMENT,
          "none of stable",
          () -> stub().setChannel(channelTo(name, "")));
    }
  }

  @Test
  void channelsMoveAndStayAfterAKill() {
    stub().setChannel(channelTo("canary", adapter));
    Decision canary =
        stub().decide(Wire.request("canary").toBuilder().setChannel("canary").build());
    assertThat(canary.getPolicyVersion()).isEqualTo(adapter);
    Decision stable = stub().decide(Wire.request("stable"));
    assertThat(stable.getPolicyVersion()).isEqualTo(base);
    assertRefused(
        Status.Code.ABORTED,
        "points to",
        () -> stub().setChannel(channelTo("canary", base).toBuilder().setExpected("").build()));
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "none of stable, canary, shadow",
        () -> stub().setChannel(channelTo("best", adapter)));
    try (ServerProcess another = ServerProcess.start(folder, environment).awaitReady()) {
      ManagedChannel other = another.channel();
      assertThat(
              PolicyServiceGrpc.newBlockingStub(other)
                  .decide(Wire.request("canary").toBuilder().setChannel("canary").build())
                  .getTokenIdsList())
          .isEqualTo(canary.getTokenIdsList());
      other.shutdownNow();
    }
    assertThat(stub().setChannel(channelTo("canary", "")).getPrevious()).isEqualTo(adapter);
  }

  @Test
  void scoresWhatItDecided() {
    DecideRequest request = Wire.request("scored").toBuilder().setPolicyVersion(adapter).build();
    Decision decision = stub().decide(request);
    ScoreRequest asked =
        ScoreRequest.newBuilder()
            .setPolicyVersion(adapter)
            .addAllPrompt(request.getPromptList())
            .setGrammar(request.getGrammar())
            .addActions(TokenIds.newBuilder().addAllIds(decision.getTokenIdsList()))
            .addActions(TokenIds.newBuilder().addIds(decision.getTokenIds(0)))
            .build();
    Scores scores = stub().score(asked);
    assertThat(scores.getPromptHash()).isEqualTo(decision.getPromptHash());
    ActionScore score = scores.getActions(0);
    for (int i = 0; i < decision.getTokenIdsCount(); i++) {
      assertThat(score.getLogprobs(i)).isCloseTo(decision.getLogprobs(i), within(1e-4f));
      assertThat(score.getFreeLogprobs(i)).isCloseTo(decision.getFreeLogprobs(i), within(1e-4f));
    }
    assertThat(scores.getActions(1).getLogprobsCount()).isEqualTo(1);
    assertThat(stub().score(asked.toBuilder().clearGrammar().build()).getActions(0))
        .satisfies(free -> {
          assertThat(free.getLogprobsCount()).isZero();
          assertThat(free.getFreeLogprobsList()).isEqualTo(score.getFreeLogprobsList());
        });
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        "actions[0].ids[0]: token 9 is not legal here",
        () ->
            stub().score(asked.toBuilder().setActions(0, TokenIds.newBuilder().addIds(9)).build()));
  }

  @Test
  void aPauseHoldsTrainingAndThenAll() {
    DecideRequest training =
        Wire.request("training").toBuilder().setPriority(Priority.PRIORITY_TRAINING).build();
    stub().pause(PauseRequest.newBuilder().setTrainingOnly(true).build());
    assertThat(stub().decide(Wire.request("query")).getText()).isNotEmpty();
    assertRefused(Status.Code.DEADLINE_EXCEEDED, "", () -> hasty().decide(training));
    stub().pause(PauseRequest.getDefaultInstance());
    assertRefused(Status.Code.DEADLINE_EXCEEDED, "", () -> hasty().decide(Wire.request("held")));
    stub().resume(ResumeRequest.getDefaultInstance());
    assertThat(stub().decide(training).getText()).isNotEmpty();
  }

  @Test
  void withoutFreeLogprobsNoneAreSent() {
    Decision lean =
        stub().decide(Wire.request("lean").toBuilder().setConstrainedOnly(true).build());
    assertThat(lean.getFreeLogprobsCount()).isZero();
    assertThat(lean.getLogprobsCount()).isEqualTo(lean.getTokenIdsCount());
  }

  @Test
  void aChannelThatPointsToNothingKeepsItFromStarting() throws IOException {
    Path adapters = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(adapters.resolve("channels.json"), "{\"stable\": \"gone@000000000000\"}");
    try (ServerProcess broken =
        ServerProcess.start(
            folder,
            Map.of(
                "ROUTER_POLICY_MODEL",
                environment.get("ROUTER_POLICY_MODEL"),
                "ROUTER_POLICY_ADAPTERS",
                adapters.toString()))) {
      assertThat(broken.awaitExit()).isEqualTo(2);
      assertThat(broken.log()).contains("version \"gone@000000000000\" is not known here");
    }
  }

  private static LoadVersionRequest load(String version) {
    return LoadVersionRequest.newBuilder().setVersion(version).build();
  }

  private static SetChannelRequest channelTo(String channel, String version) {
    return SetChannelRequest.newBuilder().setChannel(channel).setVersion(version).build();
  }

  private static void assertRefused(Status.Code code, String said, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(said);
  }

  private static PolicyServiceGrpc.PolicyServiceBlockingStub stub() {
    return PolicyServiceGrpc.newBlockingStub(channel);
  }

  private static PolicyServiceGrpc.PolicyServiceBlockingStub hasty() {
    return stub().withDeadlineAfter(1, TimeUnit.SECONDS);
  }
}
