// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.nio.file.Path;
import java.util.Map;
import org.routerr1.infra.stack.process.ProcessId;

/** A part of a test: it listens on nothing, is ready at once, and never configured anew. */
interface QuietPart extends Part {

  /** Where it writes its log. */
  Path dir();

  @Override
  default Map<String, Integer> ports() {
    return Map.of();
  }

  @Override
  default Path log() {
    return dir().resolve(name() + ".log");
  }

  @Override
  default String health() {
    return "";
  }

  @Override
  default String fingerprint() {
    return "v1";
  }

  @Override
  default void awaitReady(ProcessId process) {}
}
