// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.SplittableRandom;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc.PolicyServiceBlockingStub;
import org.routerr1.proto.policy.v1.SetChannelRequest;

/** Points a channel to another adapter again and again; more are served than memory may hold. */
final class Swapper {

  private static final long PAUSE_MILLIS = 500;

  private final Attempts attempts;
  private final Served served;
  private final Tally tally;
  private int swaps;

  Swapper(Attempts attempts, Served served, Tally tally) {
    this.attempts = attempts;
    this.served = served;
    this.tally = tally;
  }

  int swaps() {
    return swaps;
  }

  void swap(String version) {
    PolicyServiceBlockingStub stub = attempts.stub();
    stub.setChannel(
        SetChannelRequest.newBuilder().setChannel("canary").setVersion(version).build());
    stub.listVersions(ListVersionsRequest.getDefaultInstance());
    swaps++;
  }

  void run(SoakClock clock, SplittableRandom random) throws InterruptedException {
    while (!clock.isOver()) {
      try {
        swap(served.adapter(random));
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          tally.defect("a swap: " + e.getStatus());
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
