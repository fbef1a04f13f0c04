// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.dbos;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.TokenIds;

/** Asks the fixed policy over gRPC, with the same kind of prompt as ours. */
final class PeerDecider implements AutoCloseable {

  /** One finished round. */
  record Turn(String action, String observation) {}

  private final ManagedChannel channel;
  private final PolicyServiceGrpc.PolicyServiceBlockingStub policy;

  PeerDecider(String address) {
    this.channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    this.policy = PolicyServiceGrpc.newBlockingStub(channel);
  }

  String decide(String key, String question, String candidate, List<Turn> transcript) {
    DecideRequest.Builder request =
        DecideRequest.newBuilder()
            .setRequestId(key)
            .setGrammar(
                ActionGrammar.newBuilder()
                    .addCandidates(candidate)
                    .setMaxRoutes(1)
                    .setMayAnswer(!transcript.isEmpty()))
            .addPrompt(
                PromptPart.newBuilder()
                    .setMessage(
                        Message.newBuilder()
                            .setRole(Message.Role.ROLE_SYSTEM)
                            .setContent(PeerPrompt.SYSTEM)))
            .addPrompt(
                PromptPart.newBuilder()
                    .setMessage(
                        Message.newBuilder().setRole(Message.Role.ROLE_USER).setContent(question)));
    for (Turn turn : transcript) {
      TokenIds.Builder tokens = TokenIds.newBuilder();
      for (byte b : turn.action().getBytes(StandardCharsets.UTF_8)) {
        tokens.addIds(b & 0xFF);
      }
      request
          .addPrompt(PromptPart.newBuilder().setGenerated(tokens))
          .addPrompt(PromptPart.newBuilder().setObservation(turn.observation()));
    }
    return policy.decide(request.build()).getText();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
