// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.TokenIds;

class FixedPolicyTest {

  private final FixedPolicy policy = FixedPolicy.start(0, 2);
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", policy.port()).usePlaintext().build();
  private final PolicyServiceGrpc.PolicyServiceBlockingStub stub =
      PolicyServiceGrpc.newBlockingStub(channel);

  @AfterEach
  void close() {
    channel.shutdownNow();
    policy.close();
  }

  private static final ActionGrammar GRAMMAR =
      ActionGrammar.newBuilder()
          .addAllCandidates(List.of("a", "b", "c"))
          .setMaxRoutes(1)
          .setMayAnswer(true)
          .build();

  private static DecideRequest request(String id, int round, ActionGrammar grammar) {
    DecideRequest.Builder request =
        DecideRequest.newBuilder()
            .setRequestId(id)
            .setGrammar(grammar)
            .addPrompt(
                PromptPart.newBuilder()
                    .setMessage(
                        Message.newBuilder().setRole(Message.Role.ROLE_USER).setContent("who?")));
    for (int i = 0; i < round; i++) {
      request
          .addPrompt(PromptPart.newBuilder().setGenerated(TokenIds.newBuilder().addIds(65)))
          .addPrompt(PromptPart.newBuilder().setObservation("so"));
    }
    return request.build();
  }

  private Decision decide(String id, int round, ActionGrammar grammar) {
    return stub.decide(request(id, round, grammar));
  }

  @Test
  void routesToOneAfterTheOtherThenAnswers() {
    assertThat(decide("q/1", 0, GRAMMAR).getText())
        .matches("<think>[^<]*</think><search>[^<]+<to>a</search>");
    assertThat(decide("q/2", 1, GRAMMAR).getText())
        .matches("<think>[^<]*</think><search>[^<]+<to>b</search>");
    assertThat(decide("q/3", 2, GRAMMAR).getText())
        .matches("<think>[^<]*</think><answer>[^<]+</answer>");
  }

  @Test
  void theGrammarRules() {
    ActionGrammar forced = ActionGrammar.newBuilder().setMayAnswer(true).build();
    assertThat(decide("q/1", 0, forced).getText()).contains("<answer>").doesNotContain("<search>");
    ActionGrammar demanded = GRAMMAR.toBuilder().setMayAnswer(false).build();
    assertThat(decide("q/2", 5, demanded).getText()).contains("<to>c</search>");
    ActionGrammar tight = GRAMMAR.toBuilder().setMaxThinkTokens(2).setMaxQueryTokens(3).build();
    assertThat(decide("q/3", 0, tight).getText())
        .matches("<think>[^<]{2}</think><search>[^<]{3}<to>a</search>");
    assertThatThrownBy(() -> decide("q/4", 0, ActionGrammar.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
  }

  @Test
  void tokensAreTheTextsBytes() {
    Decision decision = decide("q/1", 0, GRAMMAR);
    byte[] bytes = new byte[decision.getTokenIdsCount()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) decision.getTokenIds(i);
    }
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(decision.getText());
    assertThat(decision.getLogprobsList()).hasSize(bytes.length).containsOnly(0f);
    assertThat(decision.getPromptHash()).matches("[0-9a-f]{64}");
    assertThat(decision.getPromptTokens()).isEqualTo(4);
  }

  @Test
  void aRequestIdIsRepeatedWithTheSameContentOnly() {
    Decision first = decide("q/1", 0, GRAMMAR);
    Decision again = decide("q/1", 0, GRAMMAR);
    assertThat(again.getRepeated()).isTrue();
    assertThat(again.toBuilder().setRepeated(false).build()).isEqualTo(first);
    assertThat(decide("q/2", 0, GRAMMAR).getText()).isNotEqualTo(first.getText());
    assertThatThrownBy(() -> decide("q/1", 1, GRAMMAR))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS));
    assertThat(policy.requests()).isEqualTo(4);
    assertThat(policy.repeated()).isEqualTo(1);
  }

  @Test
  void versionsAreTold() {
    assertThat(stub.describe(DescribeRequest.getDefaultInstance()).getVersions(0).getChannels(0))
        .isEqualTo("stable");
    assertThatThrownBy(() ->
            stub.decide(request("q/1", 0, GRAMMAR).toBuilder().setPolicyVersion("other").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
  }
}
