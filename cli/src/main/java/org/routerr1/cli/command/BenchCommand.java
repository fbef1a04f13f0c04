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

/** What a durable round costs, and how fast the policy server is. */
@Command(
    name = "bench",
    description = "What a durable round costs, and how fast the policy server is.")
public final class BenchCommand implements Callable<Integer> {

  private static final List<String> KNOWN =
      List.of("learner", "overhead", "peft", "policy", "soak");

  @ParentCommand private RouterCommand root;

  @Parameters(paramLabel = "NAME", description = "learner, overhead, peft, policy, soak")
  private String name = "";

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (!KNOWN.contains(name)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "bench knows %s, not \"%s\"".formatted(String.join(", ", KNOWN), name));
    }
    return BenchProcess.run(root, name, options);
  }
}
