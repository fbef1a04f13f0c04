// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.routerr1.infra.stack.Trees;

/** Makes the database's files, once; half-made ones are never seen. */
final class PostgresCluster {

  static final String USER = "router";
  private static final int PASSWORD_BYTES = 24;

  private PostgresCluster() {}

  static void makeUnlessThere(Path home, PostgresConfig config, Unprivileged unprivileged)
      throws IOException, InterruptedException {
    if (Files.exists(config.clusterDir().resolve("PG_VERSION"))) {
      return;
    }
    Files.createDirectories(config.dataDir());
    Files.createDirectories(config.logFile().getParent());
    Path making =
        Files.createTempDirectory(
            config.dataDir(),
            "making-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      // A password file without a cluster is left from a start that was killed: written anew.
      Path password = making.resolve("password");
      Files.createFile(
          password,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Files.writeString(password, HexFormat.of().formatHex(random));
      unprivileged.own(making);
      initdb(home, making, password, unprivileged);
      Files.move(
          password,
          config.passwordFile(),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      Files.move(making.resolve("cluster"), config.clusterDir(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(making);
    }
  }

  private static void initdb(Path home, Path making, Path password, Unprivileged unprivileged)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                unprivileged.command(
                    List.of(
                        home.resolve("bin/initdb").toString(),
                        "--pgdata=" + making.resolve("cluster"),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--data-checksums")))
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new PostgresException(
            "initdb could not make a database in "
                + making.getParent()
                + ": "
                + said.strip()
                + unprivileged.hint(),
            null);
      }
    } finally {
      process.destroy();
    }
  }
}
