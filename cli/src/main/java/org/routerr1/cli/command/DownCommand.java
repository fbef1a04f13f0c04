// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Stops the stack. */
@Command(
    name = "down",
    description = "Stop the local stack; queries under way go on with the next start.")
public final class DownCommand implements Callable<Integer> {

  @ParentCommand private RouterCommand root;

  @Override
  public Integer call() throws Exception {
    List<String> stopped = LocalStack.processes(root).down();
    root.console().document(Map.of("stopped", stopped));
    root.console().print(stopped.isEmpty() ? "nothing was running" : "stopped");
    return ExitCode.DONE.code();
  }
}
