// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Starts the stack; what is well is kept. */
@Command(name = "up", description = "Start the local stack; what is well already is kept.")
public final class UpCommand implements Callable<Integer> {

  @ParentCommand private RouterCommand root;

  @Override
  public Integer call() throws Exception {
    Console console = root.console();
    long from = System.nanoTime();
    LocalStack stack = LocalStack.checked(root);
    LocalStack.Started started = stack.up();
    started.startup().keep();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("gateway", stack.gateway() + "/v1");
    document.put("temporal_ui", stack.temporalUi().map(Object::toString).orElse(null));
    document.put("started", started.startup().started());
    document.put("parts", PartDocument.all(stack.status()));
    document.put("fetched_bytes", started.fetchedBytes());
    document.put("ms", (System.nanoTime() - from) / 1_000_000);
    console.document(document);
    console.print(
        "gateway      " + stack.gateway() + "/v1   (OpenAI's API; the model is router-r1)");
    stack.temporalUi().ifPresent(ui -> console.print("Temporal UI  " + ui));
    console.print("stop it with ./router down");
    return ExitCode.DONE.code();
  }
}
