// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what the server said while it was starting. */
final class PostgresLog {

  private static final int LINES = 5;

  private PostgresLog() {}

  static String since(Path log, long offset) throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(offset);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The fatal lines, or else the last ones. */
  static String gist(String said) {
    List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
    List<String> fatal =
        lines.stream()
            .filter(line ->
                line.contains("FATAL:") || line.contains("HINT:") || line.contains("PANIC:"))
            .toList();
    List<String> told = fatal.isEmpty() ? lines : fatal;
    return told.isEmpty()
        ? "it said nothing."
        : String.join(" | ", told.subList(Math.max(0, told.size() - LINES), told.size()));
  }
}
