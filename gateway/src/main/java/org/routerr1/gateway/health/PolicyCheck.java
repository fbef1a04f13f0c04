// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.health;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.routerr1.gateway.config.GatewayConfig;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;

/**
 * Says whether the policy server answers. Never down: queries are durable and wait for it, and the
 * gateway itself never calls it.
 */
@Readiness
@Singleton
public final class PolicyCheck implements HealthCheck {

  private final Optional<ManagedChannel> channel;

  PolicyCheck(GatewayConfig config) {
    channel =
        config
            .policyAddress()
            .map(address -> ManagedChannelBuilder.forTarget(address).usePlaintext().build());
  }

  @Override
  public HealthCheckResponse call() {
    String state = channel.map(PolicyCheck::describe).orElse("ROUTER_POLICY_ADDRESS is not set");
    return HealthCheckResponse.named("policy (informational)")
        .up()
        .withData("policy", state)
        .build();
  }

  private static String describe(ManagedChannel channel) {
    try {
      return PolicyServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(1, TimeUnit.SECONDS)
          .describe(DescribeRequest.getDefaultInstance())
          .getModel();
    } catch (StatusRuntimeException e) {
      return "not reachable: " + e.getStatus().getCode();
    }
  }

  @PreDestroy
  void close() {
    channel.ifPresent(ManagedChannel::shutdownNow);
  }
}
