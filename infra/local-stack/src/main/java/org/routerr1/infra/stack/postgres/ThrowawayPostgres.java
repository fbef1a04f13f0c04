// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.Trees;

/** A server of its own for a test: a free port, a temporary directory, gone when closed. */
public final class ThrowawayPostgres implements AutoCloseable {

  private final Path root;
  private final PostgresConfig config;
  private RunningPostgres running;
  private final Thread atExit = new Thread(this::remove);

  private ThrowawayPostgres(Path root, PostgresConfig config, RunningPostgres running) {
    this.root = root;
    this.config = config;
    this.running = running;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts one. The programs are unpacked under {@code java.io.tmpdir} and kept for the next test.
   */
  public static ThrowawayPostgres start() {
    try {
      Path root = Files.createTempDirectory("router-r1-postgres-");
      // Where root may not make user namespaces, the server runs as another user.
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
      PostgresConfig config =
          new PostgresConfig(
              sharedBinaries(), root.resolve("data"), FreePort.any(), root.resolve("postgres.log"));
      return new ThrowawayPostgres(root, config, PostgresProcess.start(config));
    } catch (IOException e) {
      throw new PostgresException("Cannot make a directory for PostgreSQL", e);
    }
  }

  /** Where the tests of this user keep the server's programs. */
  public static Path sharedBinaries() {
    return Path.of(System.getProperty("java.io.tmpdir"), "router-r1-postgres-binaries");
  }

  public PostgresConfig config() {
    return config;
  }

  public RunningPostgres running() {
    return running;
  }

  /** Kills the main process as a crash would; its children go by themselves, a little later. */
  public void kill() {
    ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Kills it and waits until the last of its processes is gone. */
  public void takeDown() {
    kill();
    PostgresProcess.stop(config.dataDir(), Duration.ofSeconds(5));
  }

  /** Starts it again, on the same port and data. */
  public void restart() {
    running = PostgresProcess.start(config);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remove();
  }

  private void remove() {
    try {
      PostgresProcess.stop(config.dataDir(), Duration.ofSeconds(5));
      Trees.delete(root);
    } catch (IOException e) {
      throw new PostgresException("Cannot delete " + root, e);
    }
  }
}
