// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.gateway.GatewayClient;
import org.routerr1.core.audit.AuditChain;
import org.routerr1.core.audit.Head;
import org.routerr1.core.audit.StoredRecord;
import org.routerr1.core.audit.Verification;

/** Checks records that the gateway hands out; trusts nothing but their hashes. */
public final class ChainCheck {

  private static final int PAGE = 500;

  private final GatewayClient gateway;

  public ChainCheck(GatewayClient gateway) {
    this.gateway = gateway;
  }

  /** The whole chain, page by page, to the head that the books keep beside it. */
  public Verification whole(String chain) throws InterruptedException {
    Stretch stretch = links(Head.genesis(chain), Long.MAX_VALUE, "");
    if (!(stretch.found() instanceof Verification.Verified verified)) {
      return stretch.found();
    }
    // Read after the last record; what was added in between is not missing.
    JsonNode page = document(chain, verified.head().sequence() + 1, 1);
    long kept = page.path("head").path("sequence").asLong();
    return page.path("records").isEmpty() && kept > verified.head().sequence()
        ? new Verification.Broken(
            verified.head().sequence() + 1,
            "the chain was cut off: its head says that it has %d records".formatted(kept))
        : verified;
  }

  /**
   * One query: its records are whole and all there, the chain is unbroken from the record before
   * its first to its last, and its document shows what they say.
   *
   * @param document of the query
   */
  public Verification query(String id, JsonNode document) throws InterruptedException {
    JsonNode span = document.path("audit");
    long first = span.path("first_sequence").asLong();
    List<StoredRecord> own = records(GatewayClient.queryPath(id) + "/audit");
    if (own.size() != span.path("records").asInt()) {
      return new Verification.Broken(
          first,
          "the query has %d records, its document says %d"
              .formatted(own.size(), span.path("records").asInt()));
    }
    Verification each = AuditChain.verifyEach(own);
    if (each instanceof Verification.Broken) {
      return each;
    }
    Stretch stretch =
        links(
            before(document.path("chain").asText("default"), first),
            span.path("last_sequence").asLong(),
            document.path("workflow_id").asText());
    if (!(stretch.found() instanceof Verification.Verified verified)) {
      return stretch.found();
    }
    if (stretch.own() != own.size()) {
      return new Verification.Broken(
          first,
          "the chain holds %d records of the query there, %d are filed under it"
              .formatted(stretch.own(), own.size()));
    }
    if (!verified.head().hash().equals(span.path("head_hash").asText())) {
      return new Verification.Broken(
          verified.head().sequence(), "the document names another head than the chain has");
    }
    Verification.Broken otherwise = DocumentCheck.fault(document, own);
    return otherwise != null ? otherwise : new Verification.Verified(own.size(), verified.head());
  }

  /** Records at a path. */
  public List<StoredRecord> records(String path) throws InterruptedException {
    List<StoredRecord> records = new ArrayList<>();
    for (JsonNode node : gateway.document(path).path("records")) {
      records.add(
          new StoredRecord(
              node.path("chain").asText(),
              node.path("sequence").asLong(),
              node.path("record").asText(),
              node.path("hash").asText(),
              text(node.path("prompt")),
              text(node.path("reply"))));
    }
    return records;
  }

  private Head before(String chain, long first) throws InterruptedException {
    if (first <= 1) {
      return Head.genesis(chain);
    }
    List<StoredRecord> one = page(chain, first - 1, 1);
    return one.isEmpty() ? Head.genesis(chain) : AuditChain.headAfter(one.getFirst());
  }

  /**
   * What was found between two places of a chain.
   *
   * @param own how many of the records name the workflow that was asked for
   */
  private record Stretch(Verification found, int own) {}

  private Stretch links(Head from, long last, String workflowId) throws InterruptedException {
    Head head = from;
    long count = 0;
    int own = 0;
    while (head.sequence() < last) {
      int limit = (int) Math.min(PAGE, last - head.sequence());
      List<StoredRecord> page = page(from.chain(), head.sequence() + 1, limit);
      if (page.isEmpty()) {
        break;
      }
      switch (AuditChain.verify(head, page)) {
        case Verification.Broken broken -> {
          return new Stretch(broken, own);
        }
        case Verification.Verified verified -> head = verified.head();
      }
      count += page.size();
      for (StoredRecord record : page) {
        own += DocumentCheck.fields(record).path("workflow_id").asText().equals(workflowId) ? 1 : 0;
      }
    }
    return new Stretch(new Verification.Verified(count, head), own);
  }

  private JsonNode document(String chain, long from, int limit) throws InterruptedException {
    return gateway.document(
        "/v1/audit?chain=%s&from=%d&limit=%d".formatted(GatewayClient.encoded(chain), from, limit));
  }

  private List<StoredRecord> page(String chain, long from, int limit) throws InterruptedException {
    return records(
        "/v1/audit?chain=%s&from=%d&limit=%d".formatted(GatewayClient.encoded(chain), from, limit));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
