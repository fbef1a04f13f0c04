// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log. */
public final class LogTail {

  /** Lines that a failure shows. */
  public static final int SHORT = 8;

  private static final int BYTES_PER_LINE = 1000;

  private LogTail() {}

  /** At most so many last lines, as one text; empty if there is no log. */
  public static String of(Path log, int lines) {
    if (!Files.isRegularFile(log)) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - (long) lines * BYTES_PER_LINE);
      byte[] end = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).strip().lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(cannot read " + log + ": " + e.getMessage() + ")";
    }
  }
}
