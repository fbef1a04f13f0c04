// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.testing.ServerProcess;
import org.routerr1.proto.learner.v1.Action;
import org.routerr1.proto.learner.v1.DescribeRunRequest;
import org.routerr1.proto.learner.v1.LearnerServiceGrpc;
import org.routerr1.proto.learner.v1.LoraShape;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.Optimiser;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishReply;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdatePiece;
import org.routerr1.proto.learner.v1.UpdateReply;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.LoadVersionRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.Message.Role;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.PromptPart;

/** Training over the wire, with the packaged server killed in the middle of its updates. */
class LearnerIT {

  private static final int STEPS = 6;
  private static final int TREES = 12;

  @TempDir private Path folder;

  private ServerProcess start(Path model) {
    return ServerProcess.start(
            folder,
            Map.of(
                "ROUTER_POLICY_MODEL",
                model.toString(),
                "ROUTER_POLICY_ADAPTERS",
                folder.resolve("adapters").toString()))
        .awaitReady();
  }

  @Test
  void killedAnywhereItEndsWithTheSameBytes() {
    Path model = TinyModel.in(folder);
    String base;
    try (Policy policy = Policy.load(model, TinyModel.CONTEXT, 1)) {
      base = policy.version();
    }
    PublishReply undisturbed;
    try (ServerProcess server = start(model)) {
      ManagedChannel channel = server.channel();
      open(channel, "quiet", base);
      for (int step = 1; step <= STEPS; step++) {
        update(channel, "quiet", step).join();
      }
      undisturbed = publish(channel, "quiet");
      decide(channel, undisturbed.getVersion());
      channel.shutdownNow();
    }
    ServerProcess server = start(model);
    ManagedChannel channel = server.channel();
    open(channel, "shaken", base);
    int kills = 0;
    for (int step = 1; step <= STEPS; step++) {
      CompletableFuture<UpdateReply> reply = update(channel, "shaken", step);
      if (step % 2 == 0) {
        // At another moment of the update each time.
        reply
            .copy()
            .completeOnTimeout(UpdateReply.getDefaultInstance(), 20L * step, TimeUnit.MILLISECONDS)
            .join();
        server.kill();
        kills++;
        channel.shutdownNow();
        server = start(model);
        channel = server.channel();
        assertThat(describe(channel, "shaken")).isBetween(step - 1L, (long) step);
        reply = update(channel, "shaken", step);
      }
      assertThat(reply.join().getStep()).isEqualTo(step);
    }
    assertThat(publish(channel, "shaken").getChecksum()).isEqualTo(undisturbed.getChecksum());
    assertThat(kills).isEqualTo(3);
    ManagedChannel last = channel;
    assertThatThrownBy(() -> update(last, "shaken", STEPS + 2).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION));
    channel.shutdownNow();
    server.close();
  }

  private static void open(ManagedChannel channel, String run, String base) {
    LearnerServiceGrpc.newBlockingStub(channel)
        .openRun(
            OpenRunRequest.newBuilder()
                .setRun(run)
                .setParentVersion(base)
                .setLora(LoraShape.newBuilder().setRank(4))
                .setOptimiser(Optimiser.newBuilder().setLearningRate(1e-2f).setBatchTrees(2))
                .setDeterministic(true)
                .build());
  }

  private static long describe(ManagedChannel channel, String run) {
    return LearnerServiceGrpc.newBlockingStub(channel)
        .describeRun(DescribeRunRequest.newBuilder().setRun(run).build())
        .getStep();
  }

  private static PublishReply publish(ManagedChannel channel, String run) {
    return LearnerServiceGrpc.newBlockingStub(channel)
        .publish(PublishRequest.newBuilder().setRun(run).setName("tiny").build());
  }

  /** What was published decides at once. */
  private static void decide(ManagedChannel channel, String version) {
    PolicyServiceGrpc.PolicyServiceBlockingStub policy = PolicyServiceGrpc.newBlockingStub(channel);
    policy.loadVersion(LoadVersionRequest.newBuilder().setVersion(version).build());
    assertThat(
            policy
                .decide(
                    DecideRequest.newBuilder()
                        .setRequestId("one")
                        .setPolicyVersion(version)
                        .addPrompt(user("Who?"))
                        .setGrammar(grammar())
                        .build())
                .getPolicyVersion())
        .isEqualTo(version);
  }

  private static CompletableFuture<UpdateReply> update(
      ManagedChannel channel, String run, long step) {
    CompletableFuture<UpdateReply> reply = new CompletableFuture<>();
    StreamObserver<UpdatePiece> pieces =
        LearnerServiceGrpc.newStub(channel)
            .update(
                new StreamObserver<>() {
                  @Override
                  public void onNext(UpdateReply value) {
                    reply.complete(value);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    reply.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    pieces.onNext(
        UpdatePiece.newBuilder()
            .setHeader(UpdateHeader.newBuilder().setRun(run).setStep(step))
            .build());
    for (int i = 0; i < TREES; i++) {
      pieces.onNext(UpdatePiece.newBuilder().setTree(tree("Question %d?".formatted(i))).build());
    }
    pieces.onCompleted();
    return reply;
  }

  private static PackedTree tree(String question) {
    return PackedTree.newBuilder()
        .addGrammars(grammar())
        .addNodes(Node.newBuilder().setPart(user(question)))
        .addNodes(act("<think></think><search>the author<to>Ann</search>", .8f))
        .addNodes(act("<think></think><answer>here</answer>", .2f))
        .build();
  }

  private static Node act(String text, float weight) {
    return Node.newBuilder()
        .setParent(1)
        .setAction(Action.newBuilder().setText(text).setWeight(weight))
        .build();
  }

  private static PromptPart user(String text) {
    return PromptPart.newBuilder()
        .setMessage(Message.newBuilder().setRole(Role.ROLE_USER).setContent(text))
        .build();
  }

  private static ActionGrammar grammar() {
    return ActionGrammar.newBuilder()
        .addCandidates("Ann")
        .addCandidates("Bo")
        .setMaxRoutes(1)
        .setMayAnswer(true)
        .build();
  }
}
