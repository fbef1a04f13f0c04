// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.core.config.Variables;
import org.routerr1.core.tls.PemException;

/**
 * Reads the configuration before the framework starts, so that a mistake in it is one sentence and
 * not a failed start.
 */
final class ConfigLoader {

  private static final Variables VARIABLES =
      new Variables(Map.of("ROUTER_WORKER_", WorkerConfig.Worker.class));

  private ConfigLoader() {}

  /** The configuration, from the process's environment and system properties. */
  static WorkerConfig load(Set<String> variables) throws BadConfigurationException {
    refuseUnknown(variables);
    try {
      SmallRyeConfig config =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDefaultSources()
              .addDiscoveredConverters()
              .withMapping(WorkerConfig.class)
              .build();
      return config.getConfigMapping(WorkerConfig.class);
    } catch (ConfigValidationException e) {
      throw new BadConfigurationException(
          Variables.sentence(String.valueOf(e.getProblem(0).getMessage())));
    }
  }

  /**
   * The policy server, its certificates looked at.
   *
   * @throws PemException if one cannot be used
   */
  static PolicyEndpoint policyServer(WorkerConfig config) {
    return PolicyEndpoint.of(
        config.policyAddress(),
        config.policyTrust(),
        config.policyClientCertificate(),
        config.policyClientKey());
  }

  static void refuseUnknown(Set<String> names) throws BadConfigurationException {
    Optional<String> problem = VARIABLES.misspelt(names);
    if (problem.isPresent()) {
      throw new BadConfigurationException(problem.get());
    }
  }
}
