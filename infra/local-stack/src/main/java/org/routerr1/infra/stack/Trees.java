// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the file system lacks for whole directories. */
public final class Trees {

  private Trees() {}

  /** Renames a directory; leaves it where it is if the target was made in the meantime. */
  public static void moveUnlessThere(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // The other one stands.
    }
  }

  /** Deletes a directory and all in it; nothing if it is not there. */
  public static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      for (Path path : all(root).reversed()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Lets every user read, and enter or execute what the owner can. */
  public static void readableByAll(Path root) throws IOException {
    for (Path path : all(root)) {
      if (Files.isSymbolicLink(path)) {
        continue;
      }
      Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      mode.add(PosixFilePermission.GROUP_READ);
      mode.add(PosixFilePermission.OTHERS_READ);
      if (mode.contains(PosixFilePermission.OWNER_EXECUTE)) {
        mode.add(PosixFilePermission.GROUP_EXECUTE);
        mode.add(PosixFilePermission.OTHERS_EXECUTE);
      }
      Files.setPosixFilePermissions(path, mode);
    }
  }

  /** A directory and all in it, parents first. */
  public static List<Path> all(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
