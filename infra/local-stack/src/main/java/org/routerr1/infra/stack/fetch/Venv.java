// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.routerr1.infra.stack.Commands;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.Trees;

/**
 * The virtual environment that Python tools live in. Its stamp tells which Python made it and which
 * wheels are in it, so a changed pin or a removed Python makes it anew or adds what is missing.
 */
public final class Venv {

  /** Room for an environment with nothing in it but pip. */
  private static final long EMPTY_BYTES = 32L << 20;

  /** How much larger packages are on the disk than packed. */
  private static final int UNPACKED = 3;

  private final Path dir;
  private final Python python;

  public Venv(Path dir, Python python) {
    this.dir = dir.toAbsolutePath();
    this.python = python;
  }

  /** Its interpreter. */
  public Path interpreter() {
    return dir.resolve("bin/python");
  }

  String tag() {
    return python.tag();
  }

  /**
   * Makes it if it is not there, or was made by another Python.
   *
   * @param further packages that will be installed: if there is no room for them nothing is begun,
   *     since Python itself does not tell of a full disk
   */
  void create(List<PackagePin> further) throws IOException, InterruptedException {
    List<String> stamp = stamp();
    boolean there =
        !stamp.isEmpty() && stamp.get(0).equals(origin()) && Files.isExecutable(interpreter());
    long room = further.stream().mapToLong(PackagePin::bytes).sum() * UNPACKED;
    if (!there || room > 0) {
      Disk.demand(dir, room + (there ? 0 : EMPTY_BYTES), "the Python environment");
    }
    if (there) {
      return;
    }
    Trees.delete(dir);
    Files.createDirectories(dir);
    Commands.Result made =
        Commands.run(
            List.of(python.executable().toString(), "-m", "venv", dir.toString()), Map.of());
    if (made.exit() != 0) {
      if (Disk.isFull(made.output())) {
        throw Disk.full(dir);
      }
      throw StackException.missing(
          "cannot make a virtual environment in %s with %s: %s"
              .formatted(dir, python.executable(), made.tail(3)));
    }
    write(List.of(origin()));
  }

  /** Whether all of these are installed. */
  boolean has(List<PackagePin> pins) throws IOException {
    Set<String> stamp = new HashSet<>(stamp());
    return stamp.contains(origin()) && pins.stream().allMatch(pin -> stamp.contains(line(pin)));
  }

  /** Installs wheels that lie on the disk, in the order of their pins. */
  void install(List<PackagePin> pins, List<Path> wheels) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                interpreter().toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-index",
                "--no-deps",
                "--no-cache-dir",
                "--disable-pip-version-check"));
    wheels.forEach(wheel -> command.add(wheel.toString()));
    Commands.Result done = Commands.run(command, Map.of());
    if (done.exit() != 0) {
      if (Disk.isFull(done.output())) {
        throw Disk.full(dir);
      }
      throw StackException.missing("cannot install into %s: %s".formatted(dir, done.tail(3)));
    }
    List<String> stamp = new ArrayList<>(stamp());
    pins.stream().map(Venv::line).filter(line -> !stamp.contains(line)).forEach(stamp::add);
    write(stamp);
  }

  private String origin() {
    return python.tag() + " " + python.executable();
  }

  private static String line(PackagePin pin) {
    return pin.name() + "==" + pin.version();
  }

  private Path stampFile() {
    return dir.resolve("router-packages.txt");
  }

  private List<String> stamp() throws IOException {
    return Files.isRegularFile(stampFile()) ? Files.readAllLines(stampFile()) : List.of();
  }

  private void write(List<String> lines) throws IOException {
    Files.write(stampFile(), lines);
  }
}
