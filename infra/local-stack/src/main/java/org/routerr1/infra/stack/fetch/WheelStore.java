// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wheels that were fetched, one file each, complete or not there at all.
 *
 * @param tag of the Python that they are for ({@code cp311})
 */
record WheelStore(Path dir, String tag) {

  /** The wheel of this pin that fits this Python. */
  Optional<Path> find(PackagePin pin) throws IOException {
    if (!Files.isDirectory(dir)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(file -> fits(pin, file.getFileName().toString())).findFirst();
    }
  }

  /** Takes a complete wheel in; a crash leaves the old state or the new one. */
  Path add(Path wheel) throws IOException {
    Files.createDirectories(dir);
    return Files.move(
        wheel, dir.resolve(wheel.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether the file is one of those that the pin names. */
  static boolean intact(PackagePin pin, Path wheel) throws IOException {
    return pin.sha256().contains(Digests.sha256(wheel));
  }

  boolean fits(PackagePin pin, String file) {
    if (!file.endsWith(".whl")
        || !file.toLowerCase(Locale.ROOT).startsWith(pin.wheelPrefix().toLowerCase(Locale.ROOT))) {
      return false;
    }
    String tags = file.substring(pin.wheelPrefix().length());
    return tags.startsWith("py3-")
        || tags.startsWith("py2.py3-")
        || tags.contains("-abi3-")
        || tags.startsWith(tag + "-");
  }
}
