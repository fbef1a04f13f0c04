// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.routerr1.activities.policy.Handshakes;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Version;

/**
 * Looks at the policy server. The gateway never asks it for a decision; it only wants to say why a
 * query takes so long, and to refuse a version that does not exist.
 */
public final class PolicyProbe implements AutoCloseable {

  private final Optional<ManagedChannel> channel;

  /**
   * @param server empty: nothing is known of the policy server
   */
  public PolicyProbe(Optional<PolicyEndpoint> server) {
    channel = server.map(s -> s.channel().build());
  }

  /** What the server serves, or why that is not known. */
  public Sight look() {
    return channel
        .map(PolicyProbe::describe)
        .orElseGet(() -> new Sight(false, "ROUTER_POLICY_ADDRESS is not set"));
  }

  /**
   * One look.
   *
   * @param away it is known not to answer
   * @param words for people
   */
  public record Sight(boolean away, String words) {}

  /** Names of the versions that can be asked for, the base model's first; empty: not known now. */
  public List<String> versions() {
    return channel.map(PolicyProbe::list).orElse(List.of());
  }

  private static List<String> list(ManagedChannel channel) {
    try {
      return PolicyServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(1, TimeUnit.SECONDS)
          .listVersions(ListVersionsRequest.getDefaultInstance())
          .getVersionsList()
          .stream()
          .map(Version::getName)
          .toList();
    } catch (StatusRuntimeException e) {
      return List.of();
    }
  }

  private static Sight describe(ManagedChannel channel) {
    try {
      return new Sight(
          false,
          PolicyServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(1, TimeUnit.SECONDS)
              .describe(DescribeRequest.getDefaultInstance())
              .getModel());
    } catch (StatusRuntimeException e) {
      String why = Handshakes.trouble(e).orElse(e.getStatus().getCode().toString());
      return new Sight(true, "not reachable: " + why);
    }
  }

  @Override
  public void close() {
    channel.ifPresent(ManagedChannel::shutdownNow);
  }
}
