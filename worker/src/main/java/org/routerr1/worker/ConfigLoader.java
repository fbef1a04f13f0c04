// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.core.tls.PemException;

/**
 * Reads the configuration before the framework starts, so that a mistake in it is one sentence and
 * not a failed start.
 */
final class ConfigLoader {

  private static final String OURS = "ROUTER_WORKER_";
  private static final Pattern MISSING = Pattern.compile("property (\\S+) is required");
  private static final Pattern WRONG =
      Pattern.compile(
          "property (\\S+) with the config value \"(.*?)\" .*? converted (?:SRCFG\\d+: )?(.*)");

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
      throw new BadConfigurationException(sentence(String.valueOf(e.getProblem(0).getMessage())));
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

  /** A misspelt variable would leave a default in force that somebody meant to change. */
  static void refuseUnknown(Set<String> names) throws BadConfigurationException {
    Set<String> known =
        Arrays.stream(WorkerConfig.Worker.class.getDeclaredMethods())
            .map(m -> OURS + m.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : names) {
      if (name.startsWith(OURS) && !known.contains(name)) {
        throw new BadConfigurationException(
            "the environment variable %s is unknown: unset it, or set one of %s"
                .formatted(name, String.join(", ", known)));
      }
    }
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
