// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.routerr1.infra.stack.Json;
import org.routerr1.infra.stack.Ports;

/**
 * Ports and catalogue of a stack, remembered in the data directory: what runs keeps them until
 * other ones are asked for.
 */
record Settings(Ports ports, Path catalogue) {

  static Settings choose(
      @Nullable Integer portBase,
      @Nullable Path asked,
      @Nullable Settings remembered,
      boolean running,
      Path home) {
    Ports ports = Ports.choose(portBase, remembered == null ? null : remembered.ports());
    Path catalogue =
        asked != null
            ? asked
            : running && remembered != null
                ? remembered.catalogue()
                : home.resolve("catalogue.yaml");
    return new Settings(ports, catalogue.toAbsolutePath().normalize());
  }

  static @Nullable Settings remembered(Path data) throws IOException {
    Path file = file(data);
    return Files.isRegularFile(file) ? Json.MAPPER.readValue(file.toFile(), Settings.class) : null;
  }

  void remember(Path data) throws IOException {
    Json.write(file(data), this);
  }

  private static Path file(Path data) {
    return data.resolve("stack.json");
  }
}
