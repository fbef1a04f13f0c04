// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One process at a time works on a directory; the others wait for it. */
public final class DirectoryLock implements AutoCloseable {

  /** What this process holds: to open a lock's file once more would give the lock away. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path dir;
  private final @Nullable FileChannel channel;

  private DirectoryLock(Path dir, @Nullable FileChannel channel) {
    this.dir = dir;
    this.channel = channel;
  }

  public static DirectoryLock take(Path dir, Progress progress) throws IOException {
    Files.createDirectories(dir);
    FileChannel channel =
        FileChannel.open(dir.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      progress.say("another router command works on " + dir + "; waiting for it");
      lock = channel.lock();
    }
    HELD.add(dir);
    return new DirectoryLock(dir, channel);
  }

  /** The same within a process that may hold it already: then it goes on with that. */
  public static DirectoryLock join(Path dir, Progress progress) throws IOException {
    return HELD.contains(dir) ? new DirectoryLock(dir, null) : take(dir, progress);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      HELD.remove(dir);
      channel.close();
    }
  }
}
