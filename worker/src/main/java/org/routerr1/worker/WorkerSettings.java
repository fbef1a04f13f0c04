// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings before the framework starts, so that a mistake in them is one sentence. */
final class WorkerSettings {

  private static final Pattern KEY = Pattern.compile("\\b(router\\.[a-z.-]+)");

  private WorkerSettings() {}

  static WorkerConfig load() {
    try {
      return new SmallRyeConfigBuilder()
          .addDefaultInterceptors()
          .addDefaultSources()
          .addDiscoveredConverters()
          .withMapping(WorkerConfig.class)
          .build()
          .getConfigMapping(WorkerConfig.class);
    } catch (ConfigValidationException e) {
      throw new BadSettingException(sentence(e.getProblem(0).getMessage()));
    }
  }

  /** Names the environment variable in place of the library's key and code. */
  static String sentence(String problem) {
    Matcher key = KEY.matcher(problem);
    if (!key.find()) {
      return problem;
    }
    String variable = key.group(1).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    return problem.contains("required")
        ? variable + " is not set: set it (docs/contracts.md says to what)"
        : variable + " cannot be read: correct it (docs/contracts.md says how)";
  }
}
