// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import org.routerr1.cli.audit.ChainCheck;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.Money;
import org.routerr1.core.audit.Verification;

/** The document of {@code ask} and {@code demo}: the books' own, with the audit verified here. */
public final class AskDocument {

  private AskDocument() {}

  /** Verifies the query's audit records and writes the result into the document. */
  public static ObjectNode verified(JsonNode document, ChainCheck check)
      throws InterruptedException {
    ObjectNode result = document.deepCopy();
    JsonNode span = document.path("audit");
    Verification verification = check.query(document.path("query_id").asText(), document);
    ObjectNode audit = result.putObject("audit");
    audit.put("records", span.path("records").asInt());
    audit.put("head_hash", span.path("head_hash").asText());
    switch (verification) {
      case Verification.Verified verified -> audit.put("verified", true);
      case Verification.Broken broken -> {
        audit.put("verified", false);
        audit.put("broken_at", broken.sequence());
        audit.put("reason", broken.reason());
      }
    }
    return result;
  }

  /** Prints answer and totals for people. */
  public static void print(ObjectNode document, Console console, Optional<URI> temporalUi) {
    int calls = 0;
    for (JsonNode round : document.path("rounds")) {
      calls += round.path("calls").size();
    }
    JsonNode audit = document.path("audit");
    console.print("");
    console.print(
        "answer    %s%s"
            .formatted(
                LiveRounds.oneLine(document.path("answer")),
                document.path("forced").asBoolean() ? "   (forced)" : ""));
    console.print(
        "totals    %d rounds · %d calls · %s · %.1f s · policy %s (%s) · catalogue %s"
            .formatted(
                document.path("rounds").size(),
                calls,
                Money.usd(document.path("cost_nano_usd").asLong()),
                document.path("ms").asLong() / 1e3,
                document.path("policy").path("version").asText("?"),
                document.path("policy").path("model").asText("?"),
                document.path("catalogue_version").asText()));
    console.print(
        "audit     %d records, head %.16s…, %s"
            .formatted(
                audit.path("records").asInt(),
                audit.path("head_hash").asText(),
                audit.path("verified").asBoolean()
                    ? "verified"
                    : "NOT VERIFIED: " + audit.path("reason").asText()));
    temporalUi.ifPresent(ui ->
        console.print(
            "look      %s/namespaces/default/workflows/%s"
                .formatted(ui, encoded(document.path("workflow_id").asText()))));
  }

  private static String encoded(String workflowId) {
    return java.net.URLEncoder.encode(workflowId, java.nio.charset.StandardCharsets.UTF_8);
  }
}
