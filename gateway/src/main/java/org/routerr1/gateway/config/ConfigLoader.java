// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the configuration before the framework starts, so that a mistake in it is one sentence and
 * not a failed start.
 */
public final class ConfigLoader {

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
      return config.getConfigMapping(GatewayConfig.class);
    } catch (ConfigValidationException e) {
      String problem = e.getProblem(0).getMessage();
      throw new BadConfigurationException(withVariable(problem.replaceAll("SRCFG\\d+: ", "")));
    }
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

  /** Puts the variable's name before a sentence that names the key. */
  private static String withVariable(String sentence) {
    return Arrays.stream(sentence.split("\\s+"))
        .filter(word -> word.startsWith("router."))
        .findFirst()
        .map(key -> key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) + ": " + sentence)
        .orElse(sentence);
  }
}
