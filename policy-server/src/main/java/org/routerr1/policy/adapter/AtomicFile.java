// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Files that are there as a whole or not at all, whenever the process or the machine stops. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes a file and replaces what was there; when this returns it is on the disk. */
  public static void write(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      writeThrough(beside, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Writes a file to the disk, not atomically. */
  static void writeThrough(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Makes a folder's entries last. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
