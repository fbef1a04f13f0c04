// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.Commands;
import org.routerr1.infra.stack.StackException;

/** A Python that can make virtual environments: {@code ROUTER_PYTHON}, or the one on PATH. */
public record Python(Path executable, String tag) {

  static final int MINOR = 10;

  private static final String PROBE =
      "import sys, venv, ensurepip; print(sys.executable); print('%d %d' % sys.version_info[:2])";

  /** Finds it, or says what to install. */
  public static Python find(Map<String, String> environment) throws InterruptedException {
    String name = environment.getOrDefault("ROUTER_PYTHON", "python3");
    Commands.Result probe;
    try {
      probe = Commands.run(List.of(name, "-c", PROBE), Map.of());
    } catch (IOException e) {
      throw StackException.missing(
          "no Python was found (%s): install Python 3.%d or later with venv (Debian: apt install python3-venv)"
              .formatted(name, MINOR));
    }
    if (probe.exit() != 0) {
      throw StackException.missing(
          "%s lacks venv or ensurepip: install it (Debian: apt install python3-venv), or name another Python in ROUTER_PYTHON"
              .formatted(name));
    }
    List<String> lines = probe.output().strip().lines().toList();
    String[] version = lines.get(lines.size() - 1).split(" ");
    int major = Integer.parseInt(version[0]);
    int minor = Integer.parseInt(version[1]);
    if (major != 3 || minor < MINOR) {
      throw StackException.missing(
          "%s is Python %d.%d, and 3.%d or later is needed: install one and name it in ROUTER_PYTHON"
              .formatted(name, major, minor, MINOR));
    }
    return new Python(real(Path.of(lines.get(lines.size() - 2))), "cp" + major + minor);
  }

  /** One interpreter has many names, and an environment made from it serves them all. */
  private static Path real(Path executable) {
    try {
      return executable.toRealPath();
    } catch (IOException e) {
      return executable;
    }
  }

  boolean exists() {
    return Files.isExecutable(executable);
  }
}
