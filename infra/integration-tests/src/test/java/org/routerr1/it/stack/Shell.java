// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.routerr1.infra.stack.Json;

/** Runs the launcher, or the command line without its build, as a process of its own. */
final class Shell {

  private static final long PATIENCE_MINUTES = 9;

  private final Path root = Path.of("../..").toAbsolutePath().normalize();
  private final Path work;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param work where the streams are kept
   */
  Shell(Path work) {
    this.work = work;
  }

  Shell with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** How a command ended. */
  record Result(int code, String out, String err) {
    JsonNode document() throws IOException {
      return Json.MAPPER.readTree(out);
    }
  }

  /** The launcher, which may build. */
  Result launcher(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root.resolve("router").toString()));
    command.addAll(List.of(words));
    return finish(start(command));
  }

  /** The command line as it was built. */
  Result router(String... words) throws IOException, InterruptedException {
    if (System.getenv("ROUTER_CACHE") == null) {
      throw new AssertionError(
          "ROUTER_CACHE is not set: run ./router test, or eval \"$(./router fetch --tests --env)\" first");
    }
    return finish(begin(words));
  }

  /** The same, running on. */
  Process begin(String... words) throws IOException {
    Path cli = root.resolve("cli/target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Drouter.home=" + root,
                "-cp",
                cli.resolve("classes") + ":" + Files.readString(cli.resolve("classpath.txt")),
                "org.routerr1.cli.Main"));
    command.addAll(List.of(words));
    return start(command);
  }

  Result finish(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroy();
      process.waitFor(1, TimeUnit.MINUTES);
      throw new AssertionError(
          "not done after " + PATIENCE_MINUTES + " minutes; it said: " + err());
    }
    return new Result(process.exitValue(), Files.readString(work.resolve("out")), err());
  }

  /** What the last command has written to standard error so far. */
  String err() throws IOException {
    return Files.readString(work.resolve("err"));
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(work.resolve("out").toFile())
            .redirectError(work.resolve("err").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
