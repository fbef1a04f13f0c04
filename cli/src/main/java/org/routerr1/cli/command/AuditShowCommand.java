// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.audit.ChainCheck;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.gateway.GatewayClient;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.core.audit.StoredRecord;
import org.routerr1.infra.stack.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows records as they are stored. */
@Command(name = "show", description = "Show records, oldest first.")
public final class AuditShowCommand implements Callable<Integer> {

  @ParentCommand private AuditCommand audit;

  @Option(names = "--query", paramLabel = "ID", description = "those of one query")
  private @Nullable String query;

  @Option(
      names = "--chain",
      defaultValue = "default",
      description = "the chain (default: ${DEFAULT-VALUE})")
  private String chain = "default";

  @Option(names = "--from", defaultValue = "1", description = "first sequence number")
  private long from;

  @Option(names = "--limit", defaultValue = "100", description = "how many, at most 1000")
  private int limit;

  @Override
  public Integer call() throws Exception {
    RouterCommand root = audit.root();
    Console console = root.console();
    LocalStack stack = LocalStack.checked(root);
    stack.up().startup().keep();
    ChainCheck check = new ChainCheck(new GatewayClient(stack.gateway()));
    List<StoredRecord> records =
        check.records(
            query != null
                ? "/v1/queries/%s/audit".formatted(AuditPath.encoded(query))
                : "/v1/audit?chain=%s&from=%d&limit=%d"
                    .formatted(AuditPath.encoded(chain), from, limit));
    ObjectNode document = Json.MAPPER.createObjectNode();
    ArrayNode all = document.putArray("records");
    for (StoredRecord stored : records) {
      JsonNode record = Json.MAPPER.readTree(stored.record());
      ObjectNode one = all.addObject();
      one.set("record", record);
      one.put("hash", stored.hash());
      one.put("prompt", stored.prompt());
      one.put("reply", stored.reply());
      console.print(stored.sequence() + "  " + stored.hash().substring(0, 16) + "  " + record);
    }
    if (records.isEmpty()) {
      console.print("there are no records");
    }
    console.document(document);
    return ExitCode.DONE.code();
  }
}
