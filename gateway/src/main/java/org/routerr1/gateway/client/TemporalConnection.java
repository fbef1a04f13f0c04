// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import org.routerr1.gateway.config.BadConfigurationException;
import org.routerr1.workflows.TemporalChannel;

/** Temporal as its standard environment names it ({@code TEMPORAL_ADDRESS} and so on). */
public final class TemporalConnection {

  /** Short, since the gateway itself sits out outages and wants to hear of them. */
  private static final Duration SDK_RETRIES = Duration.ofSeconds(5);

  /**
   * gRPC doubles the pauses between its connection attempts; a restarted server is found sooner.
   */
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private TemporalConnection() {}

  /** The environment's profile, or a {@link BadConfigurationException}. */
  public static ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | RuntimeException e) {
      throw new BadConfigurationException(
          "Temporal's environment cannot be read (%s): correct TEMPORAL_* or its profile file"
              .formatted(e.getMessage()));
    }
  }

  /** Connects when first used, not now: the gateway starts before Temporal does. */
  public static WorkflowServiceStubs stubs() {
    return WorkflowServiceStubs.newServiceStubs(options());
  }

  static WorkflowServiceStubsOptions options() {
    WorkflowServiceStubsOptions.Builder options =
        TemporalChannel.tuned(
            WorkflowServiceStubsOptions.newBuilder(profile().toWorkflowServiceStubsOptions()));
    options.setRpcRetryOptions(
        RpcRetryOptions.newBuilder(RpcRetryOptions.getDefaultInstance())
            .setExpiration(SDK_RETRIES)
            .validateBuildWithDefaults());
    options.setConnectionBackoffResetFrequency(RECONNECT);
    return options.build();
  }
}
