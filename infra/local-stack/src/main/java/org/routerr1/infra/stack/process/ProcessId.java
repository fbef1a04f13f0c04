// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process and no other: pids are reused, but not together with the clock tick of their start
 * and the kernel's boot.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}
 */
public record ProcessId(long pid, long startTicks, String boot) {

  private static final Path PROC = Path.of("/proc");
  private static final long STEP_MILLIS = 20;

  /** The process that has this pid now; empty if none has, or it is dead and only not buried. */
  public static Optional<ProcessId> of(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      // The name in parentheses may hold anything, so count from its end.
      String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if (rest[0].equals("X") || rest[0].equals("Z") && !hasThreads(pid)) {
        return Optional.empty();
      }
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return Optional.of(new ProcessId(pid, Long.parseLong(rest[19]), boot));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** A killed process keeps its files and ports until its last thread has gone. */
  private static boolean hasThreads(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
      return threads.count() > 1;
    }
  }

  public boolean alive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** Kills it as a crash would, and waits until it is gone. */
  public void kill() throws InterruptedException {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      gone(Duration.ofSeconds(10));
    }
  }

  /** Asks it to end; kills it if it does not within the patience. */
  public void end(Duration patience) throws InterruptedException {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      if (!gone(patience)) {
        kill();
      }
    }
  }

  private boolean gone(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (alive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return true;
  }
}
