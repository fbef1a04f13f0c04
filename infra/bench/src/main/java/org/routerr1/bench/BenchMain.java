// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench;

import org.routerr1.bench.drill.DrillCrashCommand;
import org.routerr1.bench.drill.DrillTrainingCommand;
import org.routerr1.bench.learner.LearnerCommand;
import org.routerr1.bench.overhead.OverheadCommand;
import org.routerr1.bench.peft.PeftCommand;
import org.routerr1.bench.policy.PolicyCommand;
import org.routerr1.bench.report.Exit;
import org.routerr1.bench.soak.SoakCommand;
import org.routerr1.infra.stack.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Benches and drills: what {@code ./router bench} and {@code ./router drill} run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      OverheadCommand.class,
      PolicyCommand.class,
      PeftCommand.class,
      LearnerCommand.class,
      SoakCommand.class,
      DrillCrashCommand.class,
      DrillTrainingCommand.class
    })
public final class BenchMain {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchMain()).setExecutionExceptionHandler(BenchMain::explain);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (failure instanceof StackException e) {
      command.getErr().println(e.getMessage());
      return Exit.of(e);
    }
    failure.printStackTrace(command.getErr());
    return Exit.DEFECT;
  }
}
