// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.text.Texts;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.Description;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.LoadVersionRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.SetChannelRequest;
import org.routerr1.proto.policy.v1.Version;

/**
 * A policy server over gRPC. One channel for all; it connects when it is first used.
 *
 * <p>After a failed call the next one connects at once: gRPC's own reconnection delay, which grows
 * to two minutes, would outlast the server's restart.
 */
public final class GrpcPolicyClient implements PolicyClient {

  private final String address;
  private final Duration deadline;
  private final ManagedChannel channel;
  private final PolicyServiceGrpc.PolicyServiceFutureStub stub;

  /**
   * @param deadline for one decision, waiting in the server's queue included
   */
  public GrpcPolicyClient(PolicyEndpoint endpoint, Duration deadline) {
    this.address = endpoint.address();
    this.deadline = deadline;
    this.channel =
        endpoint
            .channel()
            // What follows a reply only wakes who waits for it.
            .directExecutor()
            .keepAliveTime(1, TimeUnit.MINUTES)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .build();
    this.stub = PolicyServiceGrpc.newFutureStub(channel);
  }

  /** The same in clear text. */
  public GrpcPolicyClient(String address, Duration deadline) {
    this(PolicyEndpoint.plain(address), deadline);
  }

  @Override
  public Decision decide(DecideRequest request, Cancellation cancellation) {
    return result(
        stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS).decide(request),
        cancellation);
  }

  @Override
  public ServedPolicy describe() {
    Description description =
        result(
            stub.withDeadlineAfter(2, TimeUnit.SECONDS)
                .describe(DescribeRequest.getDefaultInstance()),
            new Cancellation());
    return new ServedPolicy(
        description.getModel(),
        description.getVersionsList().stream().map(Version::getName).toList());
  }

  @Override
  public void load(String version) {
    result(
        stub.withDeadlineAfter(2, TimeUnit.MINUTES)
            .loadVersion(LoadVersionRequest.newBuilder().setVersion(version).build()),
        new Cancellation());
  }

  @Override
  public boolean setChannel(String channel, String version, @Nullable String expected) {
    SetChannelRequest.Builder request =
        SetChannelRequest.newBuilder().setChannel(channel).setVersion(version);
    if (expected != null) {
      request.setExpected(expected);
    }
    try {
      result(
          stub.withDeadlineAfter(2, TimeUnit.MINUTES).setChannel(request.build()),
          new Cancellation());
      return true;
    } catch (PolicyException e) {
      if (e.getCause() instanceof StatusRuntimeException refusal
          && refusal.getStatus().getCode() == Status.Code.ABORTED) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<ServedVersion> versions() {
    try {
      return listed();
    } catch (PolicyException e) {
      if (e.code() == FailureCode.POLICY_INVALID) {
        // A server that knows no adapters.
        return PolicyClient.super.versions();
      }
      throw e;
    }
  }

  private List<ServedVersion> listed() {
    return result(
            stub.withDeadlineAfter(30, TimeUnit.SECONDS)
                .listVersions(ListVersionsRequest.getDefaultInstance()),
            new Cancellation())
        .getVersionsList()
        .stream()
        .map(version ->
            new ServedVersion(
                version.getName(),
                version.getChannelsList(),
                version.getChecksum(),
                version.getParent(),
                version.getCard()))
        .toList();
  }

  private <T> T result(ListenableFuture<T> call, Cancellation cancellation) {
    cancellation.onCancel(() -> call.cancel(true));
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw exception(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      throw unavailable("the query was cancelled while the policy decided", e);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable("the worker is stopping", e);
    }
  }

  private PolicyException exception(Throwable cause) {
    if (!(cause instanceof StatusRuntimeException failure)) {
      return unavailable("asking the policy server failed: " + cause, cause);
    }
    Status status = failure.getStatus();
    String said =
        Texts.line(
            "the policy server at "
                + address
                + " says "
                + status.getCode()
                + Handshakes.trouble(failure)
                    .or(() -> Optional.ofNullable(status.getDescription()))
                    .map(words -> ": " + words)
                    .orElse(""),
            500);
    return switch (status.getCode()) {
      case INVALID_ARGUMENT,
          NOT_FOUND,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          DATA_LOSS -> // a version whose files are broken stays so
          new PolicyException(FailureCode.POLICY_INVALID, said, failure);
      case ALREADY_EXISTS -> PolicyException.idTaken(said, failure);
      case DEADLINE_EXCEEDED -> {
        // The peer may be dead without a word; the next call gets a fresh connection.
        channel.enterIdle();
        yield unavailable(said, failure);
      }
      case UNAVAILABLE -> {
        channel.resetConnectBackoff();
        yield unavailable(said, failure);
      }
      case OK, CANCELLED, UNKNOWN, RESOURCE_EXHAUSTED, ABORTED, INTERNAL ->
          unavailable(said, failure);
    };
  }

  private static PolicyException unavailable(String message, Throwable cause) {
    return new PolicyException(FailureCode.POLICY_UNAVAILABLE, message, cause);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
