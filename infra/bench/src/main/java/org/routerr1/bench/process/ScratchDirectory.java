// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.routerr1.infra.stack.Trees;

/**
 * Where a bench's servers keep their files: made beside the product's own data, so that the same
 * disk is measured, and deleted at the end, whatever ends the bench, unless it is to be kept.
 */
public final class ScratchDirectory implements AutoCloseable {

  private static final int TRIES = 10; // servers that are being ended write until they are gone
  private static final long PAUSE_MILLIS = 200;

  private final Path path;
  private final Thread atExit = new Thread(this::deleteAtExit);
  private volatile boolean kept;

  private ScratchDirectory(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  public static ScratchDirectory in(Path parent, String name) throws IOException {
    Files.createDirectories(parent);
    return new ScratchDirectory(Files.createTempDirectory(parent, name + "-"));
  }

  public Path path() {
    return path;
  }

  /** Leaves it where it is, for whoever wants to know why something failed in it. */
  public void keep() {
    kept = true;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
      if (!kept) {
        delete();
      }
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook does it.
    }
  }

  private void deleteAtExit() {
    for (int i = 0; i < TRIES && !kept && Files.exists(path); i++) {
      try {
        delete();
      } catch (UncheckedIOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
    }
  }

  private void delete() {
    try {
      Trees.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
