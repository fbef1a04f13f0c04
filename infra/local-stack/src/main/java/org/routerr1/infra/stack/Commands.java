// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs a helper program to its end; it outlives neither the call nor this process. */
public final class Commands {

  private static final int PATIENCE_SECONDS = 5;

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
    try {
      process.getOutputStream().close();
      // Reading cannot be interrupted, waiting can.
      FutureTask<byte[]> output = new FutureTask<>(() -> process.getInputStream().readAllBytes());
      Thread.ofVirtual().start(output);
      int exit = process.waitFor();
      return new Result(exit, new String(output.get(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw new IOException("what it says cannot be read", e.getCause());
    } finally {
      end(process);
      removeHook(stopper);
    }
  }

  /** Returns when it is gone, also if the calling thread was interrupted. */
  private static void end(Process process) {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .thenApply(Process::destroyForcibly)
        .join();
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
