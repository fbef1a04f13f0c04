// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.LinkedHashSet;
import java.util.Set;

/** The versions of the fixed policy: all decide alike. */
final class FixedVersions {

  private final Set<String> names = new LinkedHashSet<>(Set.of(Script.VERSION));
  private String stable = Script.VERSION;

  synchronized Set<String> names() {
    return new LinkedHashSet<>(names);
  }

  synchronized boolean serves(String name) {
    return names.contains(name);
  }

  synchronized String stable() {
    return stable;
  }

  /** The same name is the same version. */
  synchronized String publish(String name) {
    String version = name + "@fixed";
    names.add(version);
    return version;
  }

  /** False if there is no such version. */
  synchronized boolean point(String version) {
    if (names.contains(version)) {
      stable = version;
    }
    return names.contains(version);
  }
}
