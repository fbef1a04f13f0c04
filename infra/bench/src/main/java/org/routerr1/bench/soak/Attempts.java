// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Supplier;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc.PolicyServiceBlockingStub;

/** Calls of the policy server, tried again while it is away or full, as its callers do. */
final class Attempts {

  private static final long PAUSE_MILLIS = 100;

  private final ManagedChannel channel;
  private final SoakClock clock;
  private final Tally tally;

  Attempts(ManagedChannel channel, SoakClock clock, Tally tally) {
    this.channel = channel;
    this.clock = clock;
    this.tally = tally;
  }

  PolicyServiceBlockingStub stub() {
    return PolicyServiceGrpc.newBlockingStub(channel);
  }

  /** The reply; none if the time is over or the refusal is one that no second try changes. */
  <T> Optional<T> of(Kind kind, Supplier<T> call) throws InterruptedException {
    while (!clock.isPastEnd()) {
      long begun = System.nanoTime();
      try {
        T reply = call.get();
        tally.answered(kind, (System.nanoTime() - begun) / 1000);
        return Optional.of(reply);
      } catch (StatusRuntimeException e) {
        if (!mayTryAgain(kind, e.getStatus())) {
          return Optional.empty();
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return Optional.empty();
  }

  private boolean mayTryAgain(Kind kind, Status status) {
    tally.refused(kind, status.getCode());
    switch (status.getCode()) {
      case UNAVAILABLE -> {
        // gRPC's own reconnection delay would outlast the server's restart.
        channel.resetConnectBackoff();
        return true;
      }
      case RESOURCE_EXHAUSTED -> {
        return true;
      }
      case OK,
          CANCELLED,
          UNKNOWN,
          INVALID_ARGUMENT,
          DEADLINE_EXCEEDED,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS,
          UNAUTHENTICATED -> {
        tally.defect(
            "%s: %s: %s".formatted(kind.label(), status.getCode(), status.getDescription()));
        return false;
      }
    }
    throw new IllegalStateException("a status that is none: " + status);
  }
}
