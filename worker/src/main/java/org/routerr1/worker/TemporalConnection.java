// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import org.routerr1.workflows.TemporalChannel;

/** Temporal as its standard environment names it ({@code TEMPORAL_ADDRESS} and so on). */
final class TemporalConnection {

  private static final double REPORT_SECONDS = 5;

  /**
   * gRPC doubles the pauses between its attempts to connect; a restarted server is found sooner.
   */
  private static final java.time.Duration RECONNECT = java.time.Duration.ofSeconds(1);

  private TemporalConnection() {}

  /** The environment's profile. */
  static ClientConfigProfile profile() throws BadConfigurationException {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | RuntimeException e) {
      throw new BadConfigurationException(
          "Temporal's environment cannot be read (%s): correct TEMPORAL_* or its profile file"
              .formatted(e.getMessage()));
    }
  }

  /** Connects when first used, not now; the SDK's metrics go to the registry. */
  static WorkflowServiceStubs stubs(ClientConfigProfile profile, MeterRegistry meters) {
    return WorkflowServiceStubs.newServiceStubs(
        TemporalChannel.tuned(
                WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions()))
            .setConnectionBackoffResetFrequency(RECONNECT)
            .setMetricsScope(
                new RootScopeBuilder()
                    .reporter(new MicrometerClientStatsReporter(meters))
                    .reportEvery(Duration.ofSeconds(REPORT_SECONDS)))
            .build());
  }
}
