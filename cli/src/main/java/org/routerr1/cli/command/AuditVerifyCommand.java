// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.audit.ChainCheck;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.gateway.GatewayClient;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.core.audit.Verification;
import org.routerr1.infra.stack.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Checks the chain of records here, trusting nothing but hashes. */
@Command(
    name = "verify",
    description = "Check that no record was altered, dropped, added or moved.")
public final class AuditVerifyCommand implements Callable<Integer> {

  @ParentCommand private AuditCommand audit;

  @Option(names = "--query", paramLabel = "ID", description = "only one query's records")
  private @Nullable String query;

  @Option(
      names = "--chain",
      defaultValue = "default",
      description = "the chain (default: ${DEFAULT-VALUE})")
  private String chain = "default";

  @Override
  public Integer call() throws Exception {
    RouterCommand root = audit.root();
    LocalStack stack = LocalStack.checked(root);
    stack.up().startup().keep();
    Verification verification = verify(new GatewayClient(stack.gateway()));
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("chain", chain);
    ExitCode code = report(verification, document, root.console());
    root.console().document(document);
    return code.code();
  }

  private Verification verify(GatewayClient gateway) throws InterruptedException {
    ChainCheck check = new ChainCheck(gateway);
    if (query == null) {
      return check.whole(AuditPath.encoded(chain));
    }
    String id = AuditPath.encoded(query);
    return check.query(id, gateway.document("/v1/queries/" + id));
  }

  private static ExitCode report(Verification found, ObjectNode document, Console console) {
    switch (found) {
      case Verification.Verified verified -> {
        document.put("records", verified.records());
        document.put("head_hash", verified.head().hash());
        document.put("verified", true);
        console.print(
            "verified: %d records, head %s".formatted(verified.records(), verified.head().hash()));
        return ExitCode.DONE;
      }
      case Verification.Broken broken -> {
        document.put("verified", false);
        document.put("broken_at", broken.sequence());
        document.put("reason", broken.reason());
        console.say("broken at record %d: %s".formatted(broken.sequence(), broken.reason()));
        return ExitCode.UNVERIFIED;
      }
    }
  }
}
