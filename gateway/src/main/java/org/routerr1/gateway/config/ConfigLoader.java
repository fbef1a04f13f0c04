// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.config;

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
public final class ConfigLoader {

  private static final Variables VARIABLES =
      new Variables(
          Map.of(
              "ROUTER_QUERY_", GatewayConfig.Query.class,
              "ROUTER_GATEWAY_", GatewayConfig.Gateway.class));

  private ConfigLoader() {}

  /** The configuration, or a {@link BadConfigurationException} that names the variable. */
  public static GatewayConfig load(Map<String, String> environment) {
    refuseUnknown(environment.keySet());
    try {
      SmallRyeConfig config =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDefaultSources()
              .addDiscoveredConverters()
              .withMapping(GatewayConfig.class)
              .build();
      return inBounds(config.getConfigMapping(GatewayConfig.class));
    } catch (ConfigValidationException e) {
      throw new BadConfigurationException(Variables.sentence(e.getProblem(0).getMessage()));
    }
  }

  private static GatewayConfig inBounds(GatewayConfig config) {
    GatewayConfig.Gateway limits = config.gateway();
    atLeastOne("MAX_BODY_BYTES", limits.maxBodyBytes());
    atLeastOne("MAX_QUESTION_CHARS", limits.maxQuestionChars());
    atLeastOne("MAX_STARTS_IN_FLIGHT", limits.maxStartsInFlight());
    return config;
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new BadConfigurationException(
          "ROUTER_GATEWAY_%s is %d: set it to 1 or more".formatted(name, value));
    }
  }

  /**
   * The policy server if one is named, its certificates looked at.
   *
   * @throws PemException if one cannot be used
   */
  public static Optional<PolicyEndpoint> policyServer(GatewayConfig config) {
    return config
        .policyAddress()
        .map(address ->
            PolicyEndpoint.of(
                address,
                config.policyTrust(),
                config.policyClientCertificate(),
                config.policyClientKey()));
  }

  static void refuseUnknown(Set<String> names) {
    VARIABLES
        .misspelt(names)
        .ifPresent(problem -> {
          throw new BadConfigurationException(problem);
        });
  }
}
