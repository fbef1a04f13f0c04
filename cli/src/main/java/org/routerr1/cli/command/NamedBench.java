// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command that runs one of the mains of the module {@code bench}, with their own options; who
 * asks for help on one of them is told these.
 */
public abstract class NamedBench implements Callable<Integer> {

  private final String prefix;
  private final List<String> known;

  @ParentCommand private RouterCommand root;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "which of them")
  private String name = "";

  @Unmatched private List<String> options = new ArrayList<>();

  /**
   * @param prefix of the main's name
   * @param known what NAME may be
   */
  NamedBench(String prefix, List<String> known) {
    this.prefix = prefix;
    this.known = known;
  }

  /** Whether one of them is named. */
  public boolean isNamed() {
    return known.contains(name);
  }

  /** Lets the one that is named tell its options; returns its exit code. */
  public int help() throws IOException, InterruptedException {
    return BenchProcess.help(root, prefix + name);
  }

  @Override
  public Integer call() throws Exception {
    if (!isNamed()) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "%s knows %s, not \"%s\"".formatted(command.name(), String.join(", ", known), name));
    }
    return BenchProcess.run(root, prefix + name, options);
  }
}
