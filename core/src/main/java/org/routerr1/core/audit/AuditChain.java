// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Verification.Broken;
import org.routerr1.core.audit.Verification.Verified;

/**
 * Links audit records by hash, and checks the links. A record is canonical JSON (RFC 8785) that
 * holds its chain's id, its sequence number and the hash of the record before it; its own hash is
 * the SHA-256 of its bytes. So no record can be altered, dropped, added or moved without breaking
 * every link after it.
 *
 * <p>A chain that was cut off at its end is whole in itself: compare the returned head with one
 * that was kept elsewhere. Pure functions; the lock that gives out sequence numbers is the books'.
 */
public final class AuditChain {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private AuditChain() {}

  /**
   * Gives a record its place after {@code head}.
   *
   * @return what is to be stored, without bodies; {@link #headAfter} of it is the next head
   */
  public static StoredRecord append(Head head, AuditRecord record) {
    long sequence = head.sequence() + 1;
    ObjectNode fields = record.fields();
    fields.put("chain", head.chain());
    fields.put("sequence", sequence);
    fields.put("previous", head.hash());
    String text = canonical(fields.toString());
    return new StoredRecord(head.chain(), sequence, text, Hashes.sha256(text), null, null);
  }

  /** The head that a stored record is. */
  public static Head headAfter(StoredRecord record) {
    return new Head(record.chain(), record.sequence(), record.hash());
  }

  /**
   * Checks a stretch of a chain, in the order of its sequence numbers.
   *
   * @param from the head before the first of {@code records}: {@link Head#genesis} for a whole
   *     chain
   */
  public static Verification verify(Head from, List<StoredRecord> records) {
    Head head = from;
    for (StoredRecord stored : records) {
      String wrong = fault(head, stored);
      if (wrong != null) {
        return new Broken(head.sequence() + 1, wrong);
      }
      head = headAfter(stored);
    }
    return new Verified(records.size(), head);
  }

  /**
   * Checks records that do not follow each other, such as those of one query: each for itself
   * (text, hash, place, bodies), not the links between them.
   */
  public static Verification verifyEach(List<StoredRecord> records) {
    for (StoredRecord stored : records) {
      JsonNode fields = parse(stored.record());
      String wrong = fields == null ? NOT_JSON : ownFault(stored, fields);
      if (wrong != null) {
        return new Broken(stored.sequence(), wrong);
      }
    }
    return records.isEmpty()
        ? new Verified(0, Head.genesis(""))
        : new Verified(records.size(), headAfter(records.getLast()));
  }

  private static final String NOT_JSON = "the record is not a JSON object";

  private static @Nullable String fault(Head head, StoredRecord stored) {
    if (!stored.chain().equals(head.chain())) {
      return "the record belongs to chain " + stored.chain() + ", not " + head.chain();
    }
    if (stored.sequence() != head.sequence() + 1) {
      return "expected record " + (head.sequence() + 1) + ", found " + stored.sequence();
    }
    JsonNode fields = parse(stored.record());
    if (fields == null) {
      return NOT_JSON;
    }
    String own = ownFault(stored, fields);
    if (own != null) {
      return own;
    }
    return fields.path("previous").asText().equals(head.hash())
        ? null
        : "the record does not follow the one before it (hash of the previous record differs)";
  }

  private static @Nullable String ownFault(StoredRecord stored, JsonNode fields) {
    if (!Hashes.sha256(stored.record()).equals(stored.hash())) {
      return "the record was altered: its hash differs";
    }
    if (fields.path("format").asInt() != AuditRecord.FORMAT) {
      return "the record has a format that this version does not know: " + fields.path("format");
    }
    if (!fields.path("chain").asText().equals(stored.chain())
        || !fields.path("sequence").isIntegralNumber()
        || fields.path("sequence").asLong() != stored.sequence()) {
      return "the record was moved: chain and sequence inside differ from its place";
    }
    if (!stored.record().equals(canonical(stored.record()))) {
      return "the record is not in canonical form";
    }
    String prompt = bodyFault("prompt", stored.prompt(), fields.path("prompt_hash"));
    return prompt != null ? prompt : bodyFault("reply", stored.reply(), fields.path("reply_hash"));
  }

  private static @Nullable String bodyFault(String name, @Nullable String body, JsonNode hash) {
    if (body == null || Hashes.sha256(body).equals(hash.asText())) {
      return null;
    }
    return "the " + name + " was altered: it differs from the record's hash";
  }

  private static @Nullable JsonNode parse(String record) {
    try {
      JsonNode node = JSON.readTree(record);
      return node != null && node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String canonical(String json) {
    try {
      return new JsonCanonicalizer(json).getEncodedString();
    } catch (IOException e) {
      throw new IllegalStateException("not canonicalisable: " + json, e);
    }
  }
}
