// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.routerr1.cli.CliException;
import org.routerr1.cli.ExitCode;
import org.routerr1.cli.RouterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** Parts killed in the middle of their work, and what it cost counted. */
@Command(name = "drill", description = "Parts killed in the middle of their work: crash, training.")
public final class DrillCommand implements Callable<Integer> {

  private static final List<String> KNOWN = List.of("crash", "training");

  @ParentCommand private RouterCommand root;

  @Parameters(paramLabel = "NAME", description = "crash or training")
  private String name = "";

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (!KNOWN.contains(name)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "drill knows %s, not \"%s\"".formatted(String.join(", ", KNOWN), name));
    }
    return BenchProcess.run(root, "drill-" + name, options);
  }
}
