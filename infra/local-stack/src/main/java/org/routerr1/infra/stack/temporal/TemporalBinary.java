// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.temporal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.fetch.Group;
import org.routerr1.infra.stack.fetch.LockFile;

/** Where the Temporal binary is when somebody else has fetched it: for tests and benches. */
public final class TemporalBinary {

  private TemporalBinary() {}

  /**
   * What {@code ROUTER_TEMPORAL_BIN} names, or what lies in {@code ROUTER_CACHE}.
   *
   * @throws StackException if it is in neither
   */
  public static Path fetched() {
    String named = System.getenv("ROUTER_TEMPORAL_BIN");
    String cache = System.getenv("ROUTER_CACHE");
    Path binary =
        named != null
            ? Path.of(named)
            : Path.of(cache != null ? cache : ".router/cache")
                .resolve(LockFile.standard().group(Group.TEMPORAL).madeFile().path());
    if (!Files.isExecutable(binary)) {
      throw StackException.missing(
          "the Temporal server is not at %s: fetch it with ./router fetch, or name it in ROUTER_TEMPORAL_BIN"
              .formatted(binary.toAbsolutePath()));
    }
    return binary.toAbsolutePath();
  }
}
