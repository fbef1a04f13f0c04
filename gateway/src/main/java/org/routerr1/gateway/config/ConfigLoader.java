// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.core.tls.PemException;

/**
 * Reads the configuration before the framework starts, so that a mistake in it is one sentence and
 * not a failed start.
 */
public final class ConfigLoader {

  private static final Pattern MISSING = Pattern.compile("property (\\S+) is required");
  private static final Pattern WRONG =
      Pattern.compile(
          "property (\\S+) with the config value \"(.*?)\" .*? converted (?:SRCFG\\d+: )?(.*)");

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
      throw new BadConfigurationException(sentence(e.getProblem(0).getMessage()));
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

  /** A misspelt variable would leave a default in force that somebody meant to change. */
  static void refuseUnknown(Set<String> names) {
    Set<String> known =
        Stream.concat(
                variables("ROUTER_QUERY_", GatewayConfig.Query.class),
                variables("ROUTER_GATEWAY_", GatewayConfig.Gateway.class))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : names) {
      boolean ours = name.startsWith("ROUTER_QUERY_") || name.startsWith("ROUTER_GATEWAY_");
      if (ours && !known.contains(name)) {
        throw new BadConfigurationException(
            "the environment variable %s is unknown: unset it, or set one of %s"
                .formatted(name, String.join(", ", known)));
      }
    }
  }

  private static Stream<String> variables(String prefix, Class<?> group) {
    return Arrays.stream(group.getDeclaredMethods())
        .map(m -> prefix + m.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
  }

  /** Says what the library says, by the variable's name and without its exceptions' names. */
  static String sentence(String problem) {
    Matcher missing = MISSING.matcher(problem);
    if (missing.find()) {
      return variable(missing.group(1)) + " is not set: set it (docs/contracts.md says to what)";
    }
    Matcher wrong = WRONG.matcher(problem);
    if (wrong.find()) {
      return "%s is \"%s\": %s".formatted(variable(wrong.group(1)), wrong.group(2), wrong.group(3));
    }
    return problem;
  }

  private static String variable(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
