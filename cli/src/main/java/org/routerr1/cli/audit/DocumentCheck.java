// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Hashes;
import org.routerr1.core.audit.StoredRecord;
import org.routerr1.core.audit.Verification.Broken;
import org.routerr1.infra.stack.Json;

/**
 * Compares what a query's document shows with its audit records: a document is put together from
 * tables that no chain protects, so question, thoughts, answer, calls, replies, costs and outcome
 * are held against the records' fields and hashes. Bodies that were erased are passed over.
 */
final class DocumentCheck {

  private final JsonNode document;
  private final Map<String, StoredRecord> steps = new HashMap<>();
  private long cost;
  private long last;
  private @Nullable String outcome;

  /** What an ending without an answer says: a call under way may have cost more since. */
  private @Nullable Long ended;

  private DocumentCheck(JsonNode document, List<StoredRecord> own) {
    this.document = document;
    for (StoredRecord record : own) {
      JsonNode fields = fields(record);
      switch (fields.path("kind").asText()) {
        case "decision" -> {
          steps.put(step(fields.path("round").asInt(), 0, 1), record);
          outcome = fields.path("outcome").asText().equals("answer") ? "answered" : outcome;
          cost += fields.path("cost_nano_usd").asLong();
        }
        case "attempt" -> {
          steps.put(
              step(
                  fields.path("round").asInt(),
                  fields.path("call").asInt(),
                  fields.path("attempt").asInt()),
              record);
          cost += fields.path("cost_nano_usd").asLong();
        }
        case "query_ended" -> {
          outcome = fields.path("outcome").asText();
          ended = fields.path("cost_nano_usd").asLong();
        }
        default -> {
          continue; // feedback says nothing of what the document shows
        }
      }
      last = record.sequence();
    }
  }

  /** The first thing that the document shows otherwise than the records; null if there is none. */
  static @Nullable Broken fault(JsonNode document, List<StoredRecord> own) {
    return new DocumentCheck(document, own).fault();
  }

  /** The record as JSON; nothing where it is none. */
  static JsonNode fields(StoredRecord record) {
    try {
      return Json.MAPPER.readTree(record.record());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String step(int round, int call, int attempt) {
    return round + "/" + call + "/" + attempt;
  }

  private @Nullable Broken fault() {
    for (JsonNode round : document.path("rounds")) {
      Broken fault = decision(round);
      if (fault != null) {
        return fault;
      }
      int number = 0;
      for (JsonNode call : round.path("calls")) {
        // Attempts of one call follow each other; the first of each begins the next call.
        number += call.path("attempt").asInt() == 1 ? 1 : 0;
        fault = call(round.path("n").asInt(), number, call);
        if (fault != null) {
          return fault;
        }
      }
    }
    String shown = document.path("outcome").isTextual() ? document.path("outcome").asText() : null;
    if (shown == null) {
      return null; // under way
    }
    if (!shown.equals(outcome)) {
      return new Broken(
          last,
          outcome == null
              ? "the record of how the query ended is missing"
              : "the query ended as \"%s\", the document says \"%s\"".formatted(outcome, shown));
    }
    Long said = ended;
    long recorded = said == null ? cost : said;
    return recorded == document.path("cost_nano_usd").asLong()
        ? null
        : new Broken(
            last,
            "the records cost %d nano-dollars together, the document says %s"
                .formatted(recorded, document.path("cost_nano_usd")));
  }

  private @Nullable Broken decision(JsonNode round) {
    int n = round.path("n").asInt();
    StoredRecord record = steps.get(step(n, 0, 1));
    if (record == null) {
      return null; // went down with worker and database together; its calls stand
    }
    JsonNode fields = fields(record);
    if (n == 1 && differs(document.path("question"), fields.path("question_hash"))) {
      return altered(record, "question");
    }
    if (!fields.path("cost_nano_usd").equals(round.path("decision").path("cost_nano_usd"))) {
      return altered(record, "cost");
    }
    String action = record.reply() == null ? "" : record.reply();
    if (!action.contains(round.path("thought").asText())) {
      return altered(record, "thought");
    }
    boolean answers = fields.path("outcome").asText().equals("answer");
    return answers && !action.contains(document.path("answer").asText(""))
        ? altered(record, "answer")
        : null;
  }

  private @Nullable Broken call(int round, int number, JsonNode call) {
    StoredRecord record = steps.get(step(round, number, call.path("attempt").asInt()));
    if (record == null) {
      boolean open = List.of("pending", "unknown").contains(call.path("outcome").asText());
      return open
          ? null
          : new Broken(last, "the record of a call of round %d is missing".formatted(round));
    }
    JsonNode fields = fields(record);
    for (String name : List.of("candidate", "outcome", "cost_nano_usd", "usage")) {
      if (!fields.path(name).equals(call.path(name))) {
        return altered(record, name);
      }
    }
    if (differs(call.path("sub_query"), fields.path("prompt_hash"))) {
      return altered(record, "sub-question");
    }
    return differs(call.path("reply"), fields.path("reply_hash")) ? altered(record, "reply") : null;
  }

  /** Whether a text is shown that its hash does not fit; an erased one is empty or missing. */
  private static boolean differs(JsonNode text, JsonNode hash) {
    return text.isTextual()
        && !text.asText().isEmpty()
        && hash.isTextual()
        && !Hashes.sha256(text.asText()).equals(hash.asText());
  }

  private static Broken altered(StoredRecord record, String what) {
    return new Broken(
        record.sequence(), "the %s that is shown is not what was recorded".formatted(what));
  }
}
