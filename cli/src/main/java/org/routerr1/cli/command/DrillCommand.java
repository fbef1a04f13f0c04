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

/** The worker killed again and again under load. */
@Command(name = "drill", description = "The worker killed again and again under load.")
public final class DrillCommand implements Callable<Integer> {

  private static final List<String> KNOWN = List.of("crash");

  @ParentCommand private RouterCommand root;

  @Parameters(paramLabel = "NAME", description = "crash")
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
