// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.infra.stack.process.LogTail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows what the parts wrote. */
@Command(name = "logs", description = "Show the last lines that a part, or each part, wrote.")
public final class LogsCommand implements Callable<Integer> {

  private static final String SUFFIX = ".log";

  @ParentCommand private RouterCommand root;

  @Parameters(arity = "0..1", paramLabel = "PART", description = "its name (default: all of them)")
  private @Nullable String part;

  @Option(names = "-n", paramLabel = "LINES", defaultValue = "20", description = "how many lines")
  private int lines;

  @Override
  public Integer call() throws Exception {
    if (lines < 1) {
      throw new CliException(ExitCode.BAD_INPUT, "-n is %d: give 1 or more".formatted(lines));
    }
    Console console = root.console();
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Path log : logs()) {
      String name = log.getFileName().toString().replace(SUFFIX, "");
      List<String> last = LogTail.of(log, lines).lines().toList();
      documents.add(Map.of("part", name, "file", log.toString(), "lines", last));
      console.print("── " + name + " · " + log);
      last.forEach(console::print);
    }
    if (documents.isEmpty()) {
      console.print("no part has written a log yet");
    }
    console.document(Map.of("logs", documents));
    return ExitCode.DONE.code();
  }

  private List<Path> logs() throws IOException {
    Path dir = LocalStack.paths(root).logs();
    List<Path> all = List.of();
    if (Files.isDirectory(dir)) {
      try (Stream<Path> files = Files.list(dir)) {
        all = files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
      }
    }
    if (part == null) {
      return all;
    }
    List<Path> its = all.stream().filter(log -> log.endsWith(part + SUFFIX)).toList();
    if (its.isEmpty()) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "there is no log of \"%s\"; there are: %s"
              .formatted(part, all.isEmpty() ? "none yet" : String.join(", ", names(all))));
    }
    return its;
  }

  private static List<String> names(List<Path> logs) {
    return logs.stream().map(log -> log.getFileName().toString().replace(SUFFIX, "")).toList();
  }
}
