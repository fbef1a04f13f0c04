// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a helper program to its end; it never outlives this process. */
public final class Commands {

  private Commands() {}

  /**
   * How a program ended.
   *
   * @param output what it wrote, both streams together
   */
  public record Result(int exit, String output) {
    /** The last lines of the output. */
    public String tail(int lines) {
      List<String> all = output.strip().lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
  }

  /**
   * Runs the command with these variables on top of the environment.
   *
   * @throws IOException if it cannot be started
   */
  public static Result run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread stopper = new Thread(process::destroy);
    addHook(stopper, process);
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } finally {
      process.destroy();
      removeHook(stopper);
    }
  }

  private static void addHook(Thread hook, Process process) throws IOException {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      process.destroy();
      throw new IOException("this process is ending", e);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook does its work
    }
  }
}
