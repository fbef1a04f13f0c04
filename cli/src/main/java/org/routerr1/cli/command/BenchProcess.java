// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.fetch.Fetcher;
import org.routerr1.infra.stack.fetch.Group;

/** Runs a main of the module {@code bench}, which speaks for itself on both streams. */
final class BenchProcess {

  private static final int GOODBYE_SECONDS = 60;

  private BenchProcess() {}

  /** Lets it tell its options; returns its exit code. */
  static int help(RouterCommand root, String name) throws IOException, InterruptedException {
    List<String> command = command(LocalStack.paths(root), name);
    command.add("--help");
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** Returns its exit code. */
  static int run(RouterCommand root, String name, List<String> options)
      throws IOException, InterruptedException {
    StackPaths paths = LocalStack.paths(root);
    List<String> command = command(paths, name);
    Fetcher fetcher = LocalStack.fetcher(root, paths);
    fetcher.fetch(groups(name));
    command.addAll(
        List.of("--home", paths.home().toString(), "--data-dir", paths.data().toString()));
    if (root.console().json()) {
      command.add("--json");
    }
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("ROUTER_CACHE", paths.cache().toString());
    builder.environment().put("ROUTER_TEMPORAL_BIN", fetcher.file(Group.TEMPORAL).toString());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    return process.waitFor();
  }

  private static List<String> command(StackPaths paths, String name) {
    Path jar = paths.home().resolve("infra/bench/target/bench.jar");
    if (!Files.isRegularFile(jar)) {
      throw new CliException(
          ExitCode.MISSING,
          jar + " is not built: run the command through ./router, which builds it");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-jar", jar.toString(), name));
  }

  /** Whatever trains or decides needs the policy's weights. */
  private static List<String> groups(String name) {
    return switch (name) {
      case "drill-training", "learner", "peft", "soak" -> List.of(Group.TEMPORAL, Group.SMOLLM2);
      case "policy" -> List.of(Group.TEMPORAL, Group.SMOLLM2, Group.LOCAL_LLM);
      default -> List.of(Group.TEMPORAL);
    };
  }

  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS); // it stops what it started
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
