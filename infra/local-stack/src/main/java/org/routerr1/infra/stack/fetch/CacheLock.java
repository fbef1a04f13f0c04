// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.routerr1.infra.stack.Progress;

/** One process at a time fills a cache; the others wait and then find it full. */
final class CacheLock implements AutoCloseable {

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  static CacheLock take(Path cache, Progress progress) throws IOException {
    Files.createDirectories(cache);
    FileChannel channel =
        FileChannel.open(
            cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      progress.say("another router is filling " + cache + ", waiting for it");
      lock = channel.lock();
    }
    return new CacheLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
