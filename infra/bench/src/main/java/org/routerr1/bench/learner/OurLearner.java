// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.learner;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.routerr1.bench.load.Load;
import org.routerr1.bench.load.Measured;
import org.routerr1.bench.process.PolicyProcess;
import org.routerr1.proto.learner.v1.Action;
import org.routerr1.proto.learner.v1.LearnerServiceGrpc;
import org.routerr1.proto.learner.v1.LoraShape;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.Optimiser;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.Precision;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdatePiece;
import org.routerr1.proto.learner.v1.UpdateReply;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.Sampling;

/** Learner and sampler of our policy server, a process of its own, over gRPC. */
final class OurLearner implements AutoCloseable {

  private static final String RUN = "bench";
  private static final List<String> WORDS =
      List.of("river", "city", "book", "music", "water", "light", "world", "house", "story", "sea");

  private final PolicyProcess process;
  private final ManagedChannel channel;
  private final Shape shape;

  OurLearner(PolicyProcess process, Shape shape) {
    this.process = process;
    this.shape = shape;
    this.channel =
        Grpc.newChannelBuilder(process.address(), InsecureChannelCredentials.create()).build();
    String base =
        PolicyServiceGrpc.newBlockingStub(channel)
            .listVersions(ListVersionsRequest.getDefaultInstance())
            .getVersions(0)
            .getName();
    var opened =
        LearnerServiceGrpc.newBlockingStub(channel)
            .openRun(
                OpenRunRequest.newBuilder()
                    .setRun(RUN)
                    .setParentVersion(base)
                    .setLora(
                        LoraShape.newBuilder().setRank(Shape.RANK).setFirstLayer(Shape.FIRST_LAYER))
                    .setOptimiser(Optimiser.newBuilder().setLearningRate(1e-4f))
                    .setPrecision(Precision.PRECISION_F32)
                    .build());
    if (opened.getStep() != 0) {
      throw new IllegalStateException("the run is not new");
    }
  }

  /** What one update computed: all tokens, and those that carried loss. */
  record Updated(long tokens, long decisionTokens, double perSecond) {}

  /** One optimiser step, as the caller sees it. */
  Updated update(int step) {
    CompletableFuture<UpdateReply> reply = new CompletableFuture<>();
    long begun = System.nanoTime();
    StreamObserver<UpdatePiece> pieces =
        LearnerServiceGrpc.newStub(channel).update(new First<>(reply));
    pieces.onNext(
        UpdatePiece.newBuilder()
            .setHeader(UpdateHeader.newBuilder().setRun(RUN).setStep(step))
            .build());
    for (int i = 0; i < shape.trees(); i++) {
      pieces.onNext(UpdatePiece.newBuilder().setTree(tree(1000L * step + i)).build());
    }
    pieces.onCompleted();
    UpdateReply done = reply.join();
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Updated(done.getTokens(), done.getDecisionTokens(), done.getTokens() / seconds);
  }

  private PackedTree tree(long seed) {
    String half = words(shape.action() / 2, seed + 1);
    return PackedTree.newBuilder()
        .addGrammars(
            ActionGrammar.newBuilder()
                .setMayAnswer(true)
                .setMaxThinkTokens(shape.longestText())
                .setMaxAnswerTokens(shape.longestText()))
        .addNodes(Node.newBuilder().setPart(message(words(shape.prompt(), seed))))
        .addNodes(
            Node.newBuilder()
                .setParent(1)
                .setAction(
                    Action.newBuilder()
                        .setText("<think>" + half + "</think><answer>" + half + "</answer>")
                        .setWeight(1)))
        .build();
  }

  /** A group of samples of one unseen prompt; tokens written a second. */
  double rollout(int turn) throws InterruptedException {
    String question = words(shape.question(), 77L * turn);
    LongAdder tokens = new LongAdder();
    Measured load =
        Load.run(
            shape.samples(),
            shape.samples(),
            i -> {
              Decision decision =
                  PolicyServiceGrpc.newBlockingStub(channel)
                      .decide(
                          DecideRequest.newBuilder()
                              .setRequestId("rollout-" + turn + "-" + i)
                              .addPrompt(message(question))
                              .setPriority(Priority.PRIORITY_TRAINING)
                              .setSampling(Sampling.newBuilder().setTemperature(1))
                              .setGrammar(
                                  ActionGrammar.newBuilder()
                                      .setMayAnswer(true)
                                      .setMaxThinkTokens(shape.text())
                                      .setMaxAnswerTokens(shape.text()))
                              .build());
              // Those that the grammar forces do not count.
              tokens.add(decision.getLogprobsList().stream().filter(p -> p != 0).count());
            });
    return tokens.sum() / load.wallSeconds();
  }

  private static PromptPart message(String content) {
    return PromptPart.newBuilder()
        .setMessage(Message.newBuilder().setRole(Message.Role.ROLE_USER).setContent(content))
        .build();
  }

  private static String words(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    process.close();
  }

  private record First<T>(CompletableFuture<T> value) implements StreamObserver<T> {
    @Override
    public void onNext(T next) {
      value.complete(next);
    }

    @Override
    public void onError(Throwable failure) {
      value.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }
}
