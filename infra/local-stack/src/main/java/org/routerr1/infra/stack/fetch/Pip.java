// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.routerr1.infra.stack.Commands;
import org.routerr1.infra.stack.StackException;

/**
 * Fetches wheels with the environment's own pip, so that the user's index, proxy and certificates
 * hold here too.
 */
final class Pip {

  private final Path interpreter;
  private final Map<String, String> environment;

  /** The environment goes on top of the user's own. */
  Pip(Path interpreter, Map<String, String> environment) {
    this.interpreter = interpreter;
    this.environment = environment;
  }

  /**
   * Fetches one package into an empty directory of its own and returns its wheel. Pip checks the
   * checksum; the growing file lies below the directory, for the progress to be seen.
   */
  Path download(PackagePin pin, Path dir) throws IOException, InterruptedException {
    Path tmp = Files.createDirectories(dir.resolve("tmp"));
    Path requirements = Files.writeString(dir.resolve("requirements.txt"), pin.requirement());
    Path out = Files.createDirectories(dir.resolve("out"));
    Commands.Result done =
        Commands.run(
            List.of(
                interpreter.toString(),
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-input",
                "--no-deps",
                "--require-hashes",
                "--only-binary",
                ":all:",
                "--no-cache-dir",
                "--disable-pip-version-check",
                "--progress-bar",
                "off",
                "--retries",
                "2",
                "--dest",
                out.toString(),
                "--requirement",
                requirements.toString()),
            with("TMPDIR", tmp.toString()));
    if (done.exit() != 0) {
      throw failure(pin, done, dir);
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.findFirst().orElseThrow(() -> failure(pin, done, dir));
    }
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(name, value);
    return all;
  }

  static StackException failure(PackagePin pin, Commands.Result done, Path dir) {
    String what = pin.name() + " " + pin.version();
    String output = done.output().toLowerCase(Locale.ROOT);
    if (Disk.isFull(done.output())) {
      return Disk.full(dir);
    }
    if (output.contains("do not match the hashes")) {
      return StackException.verification(
          "the package index delivered another file for %s than packages.lock pins (checksum); check which index pip is configured for"
              .formatted(what));
    }
    if (output.contains("connection")
        || output.contains("name resolution")
        || output.contains("timed out")
        || output.contains("proxyerror")
        || output.contains("max retries")) {
      return StackException.missing(
          "%s is not in the cache and the Python package index cannot be reached: connect to the network and run the command again (what is complete is kept)"
              .formatted(what));
    }
    return StackException.missing(
        "cannot fetch %s from the Python package index: %s".formatted(what, done.tail(2)));
  }
}
