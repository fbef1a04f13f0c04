// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.util.List;

/**
 * One package of the index at one version.
 *
 * @param bytes size of its (largest) wheel
 * @param sha256 checksums of the wheels that may be chosen
 */
public record PackagePin(String name, String version, long bytes, List<String> sha256) {

  /** How wheel file names of this package begin. */
  public String wheelPrefix() {
    return name.replace('-', '_') + "-" + version + "-";
  }

  /** The line of a requirements file. */
  public String requirement() {
    StringBuilder line = new StringBuilder(name).append("==").append(version);
    sha256.forEach(sum -> line.append(" --hash=sha256:").append(sum));
    return line.toString();
  }
}
