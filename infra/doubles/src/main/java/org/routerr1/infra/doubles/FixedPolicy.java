// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;

/**
 * A policy server without a model: routes a given number of times, to one legal candidate after the
 * other, then answers. For load runs, drills and tests; it listens on the loopback address.
 */
public final class FixedPolicy implements AutoCloseable {

  private final FixedPolicyService service;
  private final FixedLearnerService learner;
  private final Server server;

  private FixedPolicy(int port, int routes) {
    FixedVersions versions = new FixedVersions();
    this.service = new FixedPolicyService(new Script(routes), versions);
    this.learner = new FixedLearnerService(versions);
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus("", ServingStatus.SERVING);
    health.setStatus(PolicyServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            // A decision takes microseconds and never blocks.
            .directExecutor()
            .addService(service)
            .addService(learner)
            .addService(health.getHealthService())
            .build();
  }

  /**
   * Starts to listen.
   *
   * @param port 0: a free one
   * @param routes rounds that route before the answer
   */
  public static FixedPolicy start(int port, int routes) {
    FixedPolicy policy = new FixedPolicy(port, routes);
    try {
      policy.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the fixed policy cannot listen on port " + port + ": choose another", e);
    }
    return policy;
  }

  public int port() {
    return server.getPort();
  }

  /** {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  /** Decisions asked for, repeated ones included. */
  public long requests() {
    return service.requests();
  }

  /** Decisions asked for again under a request id that had been decided. */
  public long repeated() {
    return service.repeated();
  }

  /** Updates that the learner beside it was given and applied. */
  public long updates() {
    return learner.applied();
  }

  /** Updates given again after they had been applied. */
  public long updatesRepeated() {
    return learner.repeated();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
