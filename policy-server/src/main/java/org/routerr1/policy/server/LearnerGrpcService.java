// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.routerr1.policy.learn.LearnException;
import org.routerr1.policy.learn.Learner;
import org.routerr1.proto.learner.v1.CheckpointRequest;
import org.routerr1.proto.learner.v1.CloseRunRequest;
import org.routerr1.proto.learner.v1.DescribeRunRequest;
import org.routerr1.proto.learner.v1.LearnerServiceGrpc;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishReply;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RestoreRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdatePiece;
import org.routerr1.proto.learner.v1.UpdateReply;

/** The contract {@code routerr1.learner.v1.LearnerService} over the learner. */
@GrpcService
public class LearnerGrpcService extends LearnerServiceGrpc.LearnerServiceImplBase {

  private final PolicyHost host;
  private final Calls calls = new Calls();

  @Inject
  public LearnerGrpcService(PolicyHost host) {
    this.host = host;
  }

  private <T> void answer(StreamObserver<T> replies, Function<Learner, T> work) {
    calls.answer(replies, () -> work.apply(learner()));
  }

  private Learner learner() {
    return host.learner()
        .orElseThrow(() ->
            new LearnException(
                LearnException.Kind.UNKNOWN,
                "no folder keeps adapters; set ROUTER_POLICY_ADAPTERS to one and start again"));
  }

  @Override
  public void openRun(OpenRunRequest request, StreamObserver<RunState> replies) {
    answer(replies, learner -> learner.open(request));
  }

  @Override
  public StreamObserver<UpdatePiece> update(StreamObserver<UpdateReply> replies) {
    return pieces(replies, (header, trees) -> learner().update(header, trees));
  }

  @Override
  public StreamObserver<UpdatePiece> measure(StreamObserver<UpdateReply> replies) {
    return pieces(replies, (header, trees) -> learner().measure(header.getRun(), trees));
  }

  private StreamObserver<UpdatePiece> pieces(
      StreamObserver<UpdateReply> replies,
      BiFunction<UpdateHeader, List<PackedTree>, UpdateReply> work) {
    ServerCallStreamObserver<UpdateReply> call = (ServerCallStreamObserver<UpdateReply>) replies;
    // An update goes on when its caller is gone: he will ask again for its reply.
    call.setOnCancelHandler(() -> {});
    return new UpdateReader(
        replies,
        update -> calls.answerStream(call, () -> work.apply(update.header(), update.trees())));
  }

  @Override
  public void checkpoint(CheckpointRequest request, StreamObserver<RunState> replies) {
    answer(replies, learner -> learner.checkpoint(request));
  }

  @Override
  public void restore(RestoreRequest request, StreamObserver<RunState> replies) {
    answer(replies, learner -> learner.restore(request));
  }

  @Override
  public void publish(PublishRequest request, StreamObserver<PublishReply> replies) {
    answer(replies, learner -> learner.publish(request));
  }

  @Override
  public void describeRun(DescribeRunRequest request, StreamObserver<RunState> replies) {
    answer(replies, learner -> learner.describe(request.getRun()));
  }

  @Override
  public void closeRun(CloseRunRequest request, StreamObserver<RunState> replies) {
    answer(replies, learner -> learner.close(request.getRun()));
  }

  @PreDestroy
  void stop() {
    calls.close();
  }
}
