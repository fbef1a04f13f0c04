// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Shows what runs. */
@Command(name = "status", description = "Show what runs.")
public final class StatusCommand implements Callable<Integer> {

  @ParentCommand private RouterCommand root;

  @Override
  public Integer call() throws Exception {
    Console console = root.console();
    List<PartDocument> parts = PartDocument.all(LocalStack.processes(root).status());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("data_dir", LocalStack.paths(root).data().toString());
    document.put("running", parts.stream().anyMatch(part -> part.state().equals("running")));
    document.put("parts", parts);
    console.document(document);
    if (parts.isEmpty()) {
      console.print("nothing is running (./router up starts the stack)");
    }
    for (PartDocument part : parts) {
      String ports =
          part.ports().entrySet().stream()
              .map(port -> port.getKey() + " " + port.getValue())
              .sorted()
              .collect(Collectors.joining(", "));
      console.print(
          "%-14s %-20s pid %-8d %s".formatted(part.state(), part.part(), part.pid(), ports));
    }
    return ExitCode.DONE.code();
  }
}
