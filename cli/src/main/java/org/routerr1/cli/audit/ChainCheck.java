// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.ask.GatewayClient;
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

  /** The whole chain, page by page. */
  public Verification whole(String chain) throws InterruptedException {
    return links(Head.genesis(chain), Long.MAX_VALUE);
  }

  /**
   * One query: its records are whole, and the chain is unbroken from the record before its first to
   * its last.
   *
   * @param span the document's {@code audit}
   */
  public Verification query(String id, String chain, JsonNode span) throws InterruptedException {
    List<StoredRecord> own = records("/v1/queries/%s/audit".formatted(id));
    if (own.size() != span.path("records").asInt()) {
      return new Verification.Broken(
          span.path("first_sequence").asLong(),
          "the query has %d records, its document says %d"
              .formatted(own.size(), span.path("records").asInt()));
    }
    Verification each = AuditChain.verifyEach(own);
    if (each instanceof Verification.Broken) {
      return each;
    }
    long first = span.path("first_sequence").asLong();
    Verification links = links(before(chain, first), span.path("last_sequence").asLong());
    return switch (links) {
      case Verification.Broken broken -> broken;
      case Verification.Verified verified ->
          verified.head().hash().equals(span.path("head_hash").asText())
              ? new Verification.Verified(own.size(), verified.head())
              : new Verification.Broken(
                  verified.head().sequence(), "the document names another head than the chain has");
    };
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

  private Verification links(Head from, long last) throws InterruptedException {
    Head head = from;
    long count = 0;
    while (head.sequence() < last) {
      int limit = (int) Math.min(PAGE, last - head.sequence());
      List<StoredRecord> page = page(from.chain(), head.sequence() + 1, limit);
      if (page.isEmpty()) {
        break;
      }
      switch (AuditChain.verify(head, page)) {
        case Verification.Broken broken -> {
          return broken;
        }
        case Verification.Verified verified -> head = verified.head();
      }
      count += page.size();
    }
    return new Verification.Verified(count, head);
  }

  private List<StoredRecord> page(String chain, long from, int limit) throws InterruptedException {
    return records("/v1/audit?chain=%s&from=%d&limit=%d".formatted(chain, from, limit));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
