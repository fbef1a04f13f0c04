// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to run.
 *
 * @param part its name, for people and for the state file
 * @param environment on top of the environment of whoever starts it
 * @param directory that it works in; made if absent
 * @param log both of its streams; appended to
 */
public record ProcessSpec(
    String part, List<String> command, Map<String, String> environment, Path directory, Path log) {

  /** Changes whenever command or environment do, so that a running part is known to be outdated. */
  public String fingerprint() {
    return Integer.toHexString(command.hashCode())
        + Integer.toHexString(new TreeMap<>(environment).toString().hashCode());
  }
}
