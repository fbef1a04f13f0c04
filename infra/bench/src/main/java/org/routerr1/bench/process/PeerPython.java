// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.report.Common;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.fetch.Python;

/**
 * The Python that peers run in: PyTorch, transformers and peft in the versions of {@code
 * infra/bench/peers/requirements.txt}, installed once below the cache.
 */
public final class PeerPython {

  private PeerPython() {}

  /**
   * The one that was named, or the bench's own, which is installed where it is missing.
   *
   * @throws StackException if the named one is none, or packages cannot be had
   */
  public static Path of(Common common, @Nullable Path named) throws InterruptedException {
    return named == null ? own(common) : checked(named);
  }

  private static Path checked(Path named) {
    if (!Files.isExecutable(named)) {
      throw StackException.missing(
          "%s is no Python: install infra/bench/peers/requirements.txt into a virtual environment and name its python with --peer-python, or leave the option out"
              .formatted(named));
    }
    return named;
  }

  private static Path own(Common common) throws InterruptedException {
    Path requirements = common.home().resolve("infra/bench/peers/requirements.txt");
    Path dir = common.cache().resolve("peers");
    Path interpreter = dir.resolve("bin/python");
    Path stamp = dir.resolve("installed.txt"); // written last
    try {
      String wanted = Files.readString(requirements);
      if (Files.isExecutable(interpreter)
          && Files.isRegularFile(stamp)
          && Files.readString(stamp).equals(wanted)) {
        return interpreter;
      }
      common.progress(
          "installing the peers, once: PyTorch, transformers, peft (3 GB to fetch, 5.4 GB in %s)"
              .formatted(dir));
      Files.deleteIfExists(stamp);
      run(
          List.of(
              Python.find(System.getenv()).executable().toString(), "-m", "venv", dir.toString()));
      run(
          List.of(
              interpreter.toString(),
              "-m",
              "pip",
              "install",
              "--no-input",
              "--disable-pip-version-check",
              "--requirement",
              requirements.toString()));
      Files.writeString(stamp, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(dir + " cannot be written", e);
    }
    return interpreter;
  }

  /** What it prints goes to stderr: it may take minutes. */
  private static void run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec \"$@\" >&2", "sh");
    builder.command().addAll(command);
    builder.environment().put("PIP_PROGRESS_BAR", "off");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    if (process.waitFor() != 0) {
      throw StackException.missing(
          "the peers' packages cannot be installed, pip says why above: run the command again (what is complete is kept), or name a Python that has them with --peer-python");
    }
  }
}
