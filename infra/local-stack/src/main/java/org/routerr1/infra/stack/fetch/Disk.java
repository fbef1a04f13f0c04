// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.routerr1.infra.stack.StackException;

/** Room on the disk, and how its lack is told. */
public final class Disk {

  private static final long MARGIN = 32L << 20;

  private Disk() {}

  /** Refuses to begin what cannot be finished. */
  public static void demand(Path dir, long bytes, String what) throws IOException {
    Files.createDirectories(dir);
    long free = Files.getFileStore(dir).getUsableSpace();
    if (free < bytes + MARGIN) {
      throw StackException.missing(
          "%s needs %s in %s, where %s are free: free some space, or name another place with --data-dir or ROUTER_CACHE"
              .formatted(what, size(bytes + MARGIN), dir, size(free)));
    }
  }

  /** The sentence for an input or output error. */
  public static StackException failed(Path dir, IOException e) {
    if (isFull(e.getMessage())) {
      return full(dir);
    }
    return new StackException(
        StackException.Kind.MISSING,
        "cannot write below %s (%s): name a writable place with --data-dir or ROUTER_CACHE"
            .formatted(dir, e.getMessage()),
        e);
  }

  static StackException full(Path dir) {
    return StackException.missing(
        "the disk that holds %s is full: free some space and run the command again (what is complete is kept)"
            .formatted(dir));
  }

  static boolean isFull(@Nullable String message) {
    return message != null
        && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
  }

  /** A size for people: whole megabytes, or gigabytes with one digit. */
  public static String size(long bytes) {
    return bytes >= 1_000_000_000L
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : Math.max(1, Math.round(bytes / 1e6)) + " MB";
  }
}
