// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts the adapters that come with the project where the policy server looks for versions: each
 * once, and the channels only where nobody has chosen any and the model is the one they are for.
 */
final class ShippedAdapters {

  private static final String CHANNELS = "channels.json";

  private ShippedAdapters() {}

  /**
   * @param shipped folder of the project; may be absent
   * @param adapters folder of the stack
   * @param ownModel whether the model is the project's
   */
  static void install(Path shipped, Path adapters, boolean ownModel) throws IOException {
    if (!Files.isDirectory(shipped)) {
      return;
    }
    Files.createDirectories(adapters);
    for (Path version : list(shipped)) {
      Path target = adapters.resolve(version.getFileName());
      if (Files.isDirectory(version) && !Files.exists(target)) {
        // Whole or not at all: the server may look at any time.
        Path part = Files.createTempDirectory(adapters, ".shipped");
        for (Path file : list(version)) {
          Files.copy(file, part.resolve(file.getFileName()));
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Path channels = shipped.resolve(CHANNELS);
    if (ownModel && Files.isRegularFile(channels) && !Files.exists(adapters.resolve(CHANNELS))) {
      Files.copy(channels, adapters.resolve(CHANNELS));
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
