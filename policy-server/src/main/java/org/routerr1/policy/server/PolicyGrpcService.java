// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.Description;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Version;

/** The contract {@code routerr1.policy.v1.PolicyService} over the engine. */
@GrpcService
public class PolicyGrpcService extends PolicyServiceGrpc.PolicyServiceImplBase {

  private static final Logger LOG = Logger.getLogger(PolicyGrpcService.class);
  private static final Runnable NOBODY_YET = () -> {};
  private static final Runnable GONE = () -> {};

  private final PolicyHost host;
  private final RequestReader reader;

  /** Prompts are tokenised here, off the connection's thread. */
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  @Inject
  public PolicyGrpcService(PolicyHost host) {
    this.host = host;
    this.reader = new RequestReader(host.settings(), host.policy());
  }

  @Override
  public void decide(DecideRequest request, StreamObserver<Decision> replies) {
    ServerCallStreamObserver<Decision> call = (ServerCallStreamObserver<Decision>) replies;
    AtomicReference<Runnable> giveUp = new AtomicReference<>(NOBODY_YET);
    // A call ends early when its caller cancels it or its deadline passes.
    call.setOnCancelHandler(() -> giveUp.getAndSet(GONE).run());
    workers.execute(() -> {
      try {
        Ticket ticket = host.engine().submit(reader.read(request));
        if (!giveUp.compareAndSet(NOBODY_YET, ticket.giveUp())) {
          ticket.giveUp().run();
        }
        ticket
            .decision()
            .whenCompleteAsync(
                (decision, failure) -> reply(call, request, ticket, decision, failure), workers);
      } catch (RuntimeException | Error e) {
        call.onError(failure(e));
      }
    });
  }

  private void reply(
      ServerCallStreamObserver<Decision> call,
      DecideRequest request,
      Ticket ticket,
      org.routerr1.policy.decide.@Nullable Decision decision,
      @Nullable Throwable failure) {
    if (call.isCancelled()) {
      return;
    }
    if (decision == null) {
      call.onError(failure(failure == null ? new IllegalStateException("no result") : failure));
      return;
    }
    call.onNext(
        Replies.decision(
            request.getRequestId(), host.policy().name(), decision, ticket.repeated()));
    call.onCompleted();
  }

  private static StatusRuntimeException failure(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof DecisionException refusal) {
      return Replies.refusal(refusal);
    }
    LOG.error("a decision failed", cause);
    return Status.INTERNAL
        .withDescription("the policy server failed at this decision; its log says why")
        .asRuntimeException();
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<Description> reply) {
    reply.onNext(
        Description.newBuilder()
            .setModel(host.policy().name())
            .addVersions(
                Version.newBuilder()
                    .setName(host.policy().version())
                    .addChannels("stable")
                    .setChecksum(host.policy().checksum()))
            .setContextTokens(host.policy().model().context())
            .setMaxThinkTokens(host.settings().maxThinkTokens())
            .setMaxQueryTokens(host.settings().maxQueryTokens())
            .setMaxAnswerTokens(host.settings().maxAnswerTokens())
            .build());
    reply.onCompleted();
  }

  @PreDestroy
  void stop() {
    workers.shutdown();
  }
}
