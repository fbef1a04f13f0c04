// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The server's main process as its lock file {@code postmaster.pid} and {@code /proc} tell of it. A
 * pid counts only if that process works in the data directory: pids are reused, above all in
 * containers, and a process that was killed may stay as a zombie.
 */
final class Postmaster {

  private static final long STEP_MILLIS = 25;
  private static final int START_LINE = 2;
  private static final int PORT_LINE = 3;

  private Postmaster() {}

  /** What the lock file tells of the main process, if that runs. */
  static Optional<FoundPostgres> found(Path clusterDir) {
    OptionalLong pid = alive(clusterDir);
    try {
      List<String> lines = Files.readAllLines(clusterDir.resolve("postmaster.pid"));
      return pid.isEmpty() || lines.size() <= PORT_LINE
          ? Optional.empty()
          : Optional.of(
              new FoundPostgres(
                  pid.getAsLong(),
                  Integer.parseInt(lines.get(PORT_LINE).strip()),
                  1000 * Long.parseLong(lines.get(START_LINE).strip())));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The pid in the lock file, alive or not. */
  static OptionalLong lockHolder(Path clusterDir) {
    try {
      List<String> lines = Files.readAllLines(clusterDir.resolve("postmaster.pid"));
      return lines.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(lines.get(0).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The pid of the main process, if it runs. */
  static OptionalLong alive(Path clusterDir) {
    OptionalLong pid = lockHolder(clusterDir);
    return pid.isPresent() && worksIn(Path.of("/proc/" + pid.getAsLong()), clusterDir)
        ? pid
        : OptionalLong.empty();
  }

  /**
   * Removes a lock whose process is gone. Only if no other process of the old server is left
   * either: those still hold its shared memory, and PostgreSQL finds them by this file.
   */
  static void clearStaleLock(Path clusterDir) throws IOException {
    if (lockHolder(clusterDir).isPresent() && !anyProcess(clusterDir)) {
      Files.deleteIfExists(clusterDir.resolve("postmaster.pid"));
    }
  }

  static void stop(Path clusterDir, Duration patience) {
    OptionalLong pid = alive(clusterDir);
    try {
      if (pid.isPresent()) {
        signal("INT", pid.getAsLong());
        if (!gone(clusterDir, patience)) {
          signal("QUIT", pid.getAsLong());
        }
      }
      if (!gone(clusterDir, Duration.ofSeconds(10))) {
        throw new PostgresException(
            "PostgreSQL in "
                + clusterDir
                + " does not end: end the process"
                + (pid.isPresent() ? " " + pid.getAsLong() : "es that work there")
                + " by hand.",
            null);
      }
    } catch (IOException e) {
      throw new PostgresException("Cannot end PostgreSQL in " + clusterDir, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while PostgreSQL was ending.", e);
    }
  }

  private static boolean gone(Path clusterDir, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (anyProcess(clusterDir)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return true;
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static boolean anyProcess(Path clusterDir) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (worksIn(process, clusterDir)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The server's processes make the data directory their own; a zombie has none. */
  private static boolean worksIn(Path process, Path clusterDir) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(clusterDir.toRealPath())
          && Files.readString(process.resolve("comm")).startsWith("postgres");
    } catch (IOException e) {
      return false;
    }
  }
}
