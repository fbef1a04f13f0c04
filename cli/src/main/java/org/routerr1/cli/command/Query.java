// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.routerr1.cli.ask.AskDocument;
import org.routerr1.cli.ask.Asking;
import org.routerr1.cli.audit.ChainCheck;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.gateway.GatewayClient;
import org.routerr1.cli.stack.LocalStack;

/** What {@code ask} and {@code demo} share: a stack for a query, and the query's end. */
final class Query {

  private final RouterCommand root;
  private final LocalStack stack;
  private final GatewayClient gateway;

  private Query(RouterCommand root, LocalStack stack) {
    this.root = root;
    this.stack = stack;
    this.gateway = new GatewayClient(stack.gateway());
  }

  /** What is done with the stack. */
  @FunctionalInterface
  interface Work {
    ExitCode run(Query query) throws Exception;
  }

  /** Starts the stack, works, and leaves it up; on failure stops what was started. */
  static ExitCode with(RouterCommand root, LocalStack stack, Work work) throws Exception {
    LocalStack.Started started = stack.up();
    try {
      ExitCode code = work.run(new Query(root, stack));
      started.startup().keep();
      return code;
    } catch (Exception e) {
      started.startup().undo();
      throw e;
    }
  }

  Asking asking() {
    return new Asking(gateway, root.console());
  }

  ObjectNode verified(JsonNode document) throws InterruptedException {
    return AskDocument.verified(document, new ChainCheck(gateway));
  }

  /** Prints the result; the audit decides on the exit code. */
  ExitCode finish(ObjectNode document) {
    Console console = root.console();
    AskDocument.print(document, console, stack.temporalUi());
    console.document(document);
    return document.path("audit").path("verified").asBoolean()
        ? ExitCode.DONE
        : ExitCode.UNVERIFIED;
  }
}
