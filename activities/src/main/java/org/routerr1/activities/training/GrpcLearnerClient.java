// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.routerr1.activities.policy.Handshakes;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.proto.learner.v1.CheckpointRequest;
import org.routerr1.proto.learner.v1.CloseRunRequest;
import org.routerr1.proto.learner.v1.LearnerServiceGrpc;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishReply;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdatePiece;
import org.routerr1.proto.learner.v1.UpdateReply;

/** A learner over gRPC: the policy server's own port. */
public final class GrpcLearnerClient implements LearnerClient {

  /** An update may be the largest thing that a machine does for a while. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  private final String address;
  private final ManagedChannel channel;

  /**
   * @param endpoint the policy server
   */
  public GrpcLearnerClient(PolicyEndpoint endpoint) {
    this.address = endpoint.address();
    this.channel = endpoint.channel().keepAliveTime(1, TimeUnit.MINUTES).build();
  }

  private LearnerServiceGrpc.LearnerServiceBlockingStub blocking() {
    return LearnerServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(LONGEST.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public RunState open(OpenRunRequest request) {
    return told(() -> blocking().openRun(request));
  }

  @Override
  public UpdateReply update(UpdateHeader header, List<PackedTree> trees) {
    CompletableFuture<UpdateReply> reply = new CompletableFuture<>();
    StreamObserver<UpdatePiece> pieces =
        LearnerServiceGrpc.newStub(channel)
            .withDeadlineAfter(LONGEST.toSeconds(), TimeUnit.SECONDS)
            .update(new Last(reply));
    pieces.onNext(UpdatePiece.newBuilder().setHeader(header).build());
    for (PackedTree tree : trees) {
      pieces.onNext(UpdatePiece.newBuilder().setTree(tree).build());
    }
    pieces.onCompleted();
    return told(() -> {
      try {
        return reply.get(LONGEST.toSeconds() + 10, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LearnerException("the worker is stopping", true, e);
      } catch (TimeoutException e) {
        throw new LearnerException("the learner at " + address + " does not answer", true, e);
      }
    });
  }

  @Override
  public RunState checkpoint(CheckpointRequest request) {
    return told(() -> blocking().checkpoint(request));
  }

  @Override
  public PublishReply publish(PublishRequest request) {
    return told(() -> blocking().publish(request));
  }

  @Override
  public void release(String run) {
    told(() -> blocking().closeRun(CloseRunRequest.newBuilder().setRun(run).build()));
  }

  private <T> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      boolean retryable =
          switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, RESOURCE_EXHAUSTED, UNKNOWN ->
                true;
            case OK,
                INVALID_ARGUMENT,
                NOT_FOUND,
                ALREADY_EXISTS,
                PERMISSION_DENIED,
                FAILED_PRECONDITION,
                OUT_OF_RANGE,
                UNIMPLEMENTED,
                INTERNAL,
                DATA_LOSS,
                UNAUTHENTICATED ->
                false;
          };
      if (status.getCode() == Status.Code.UNAVAILABLE) {
        channel.resetConnectBackoff();
      }
      throw new LearnerException(
          "the learner at "
              + address
              + " says "
              + status.getCode()
              + ": "
              + Handshakes.trouble(e).orElse(String.valueOf(status.getDescription())),
          retryable,
          e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** Keeps the one reply. */
  private record Last(CompletableFuture<UpdateReply> reply) implements StreamObserver<UpdateReply> {
    @Override
    public void onNext(UpdateReply value) {
      reply.complete(value);
    }

    @Override
    public void onError(Throwable t) {
      reply.completeExceptionally(t);
    }

    @Override
    public void onCompleted() {
      reply.completeExceptionally(new IllegalStateException("the learner said nothing"));
    }
  }
}
