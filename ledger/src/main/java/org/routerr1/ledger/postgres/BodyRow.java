// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import static org.routerr1.ledger.postgres.Flight.Type.BYTES;
import static org.routerr1.ledger.postgres.Flight.Type.TEXT;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.CallIntent;
import org.routerr1.ledger.CallResult;
import org.routerr1.ledger.DecisionResult;
import org.routerr1.ledger.StepKey;

/** What was said in one step, or about one query: the table {@code body}. */
record BodyRow(
    String id,
    byte @Nullable [] prompt,
    byte @Nullable [] reply,
    byte @Nullable [] thought,
    byte @Nullable [] answer,
    byte @Nullable [] detail,
    byte @Nullable [] result,
    byte @Nullable [] tokens,
    byte @Nullable [] logprobs,
    byte @Nullable [] freeLogprobs) {

  private static final String KEEP =
      """
      INSERT INTO router.body (id, prompt, reply, detail)
      SELECT * FROM unnest(?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING\
      """;

  private static final String COMPLETE =
      """
      INSERT INTO router.body AS b
        (id, prompt, reply, thought, answer, detail, result, tokens, logprobs, free_logprobs)
      SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        prompt = COALESCE(EXCLUDED.prompt, b.prompt), reply = EXCLUDED.reply,
        thought = EXCLUDED.thought, answer = EXCLUDED.answer, detail = EXCLUDED.detail,
        result = EXCLUDED.result, tokens = EXCLUDED.tokens, logprobs = EXCLUDED.logprobs,
        free_logprobs = EXCLUDED.free_logprobs\
      """;

  private static final String ENDING =
      """
      INSERT INTO router.body (id, prompt, detail) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET detail = EXCLUDED.detail\
      """;

  static String idOf(StepKey key) {
    return "step:" + key.wire();
  }

  static String idOfQuery(String queryId) {
    return "query:" + queryId;
  }

  static String idOfFeedback(String queryId, String feedbackId) {
    return "feedback:" + queryId + "/" + feedbackId;
  }

  static BodyRow of(CallIntent intent) {
    return simple(idOf(intent.key()), intent.subQuery(), null, null);
  }

  static BodyRow of(CallResult call) {
    return new BodyRow(
        idOf(call.key()),
        Texts.bytes(call.subQuery()),
        Texts.bytes(call.reply()),
        null,
        null,
        Texts.bytes(call.detail()),
        Texts.bytes(call.result()),
        null,
        null,
        null);
  }

  static BodyRow of(DecisionResult decision) {
    return new BodyRow(
        idOf(decision.key()),
        null,
        Texts.bytes(decision.action()),
        Texts.bytes(decision.thought()),
        Texts.bytes(decision.answer()),
        null,
        Texts.bytes(decision.result()),
        Texts.ints(decision.tokens()),
        Texts.floats(decision.logprobs()),
        Texts.floats(decision.freeLogprobs()));
  }

  static BodyRow ofQuery(String queryId, String question, @Nullable String detail) {
    return simple(idOfQuery(queryId), question, null, detail);
  }

  static BodyRow ofFeedback(String queryId, String feedbackId, String document) {
    return simple(idOfFeedback(queryId, feedbackId), null, document, null);
  }

  /** Whether what is kept under this id has this reply; one that was erased since counts as it. */
  boolean stands(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT reply FROM router.body WHERE id = ?")) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        byte[] kept = row.next() ? row.getBytes(1) : null;
        return kept == null || Arrays.equals(kept, reply);
      }
    }
  }

  static BodyRow ofPromotion(String run, String document) {
    return simple("promotion:" + run, null, document, null);
  }

  private static BodyRow simple(
      String id, @Nullable String prompt, @Nullable String reply, @Nullable String detail) {
    return new BodyRow(
        id,
        Texts.bytes(prompt),
        Texts.bytes(reply),
        null,
        null,
        Texts.bytes(detail),
        null,
        null,
        null,
        null);
  }

  /** Writes prompt, reply and detail; a body that is there stays as it is. */
  static void keep(Flight flight, List<BodyRow> rows) {
    if (!rows.isEmpty()) {
      flight
          .add("kept", KEEP)
          .column(TEXT, rows, BodyRow::id)
          .column(BYTES, rows, BodyRow::prompt)
          .column(BYTES, rows, BodyRow::reply)
          .column(BYTES, rows, BodyRow::detail);
    }
  }

  /** Writes the detail of how a query ended, and its question if that is not there. */
  static void ending(Flight flight, BodyRow row) {
    flight.add(ENDING).value(row.id()).value(row.prompt()).value(row.detail());
  }

  /** Writes all, over the prompt that the intent left. */
  static void complete(Flight flight, List<BodyRow> rows) {
    if (!rows.isEmpty()) {
      flight
          .add("bodies", COMPLETE)
          .column(TEXT, rows, BodyRow::id)
          .column(BYTES, rows, BodyRow::prompt)
          .column(BYTES, rows, BodyRow::reply)
          .column(BYTES, rows, BodyRow::thought)
          .column(BYTES, rows, BodyRow::answer)
          .column(BYTES, rows, BodyRow::detail)
          .column(BYTES, rows, BodyRow::result)
          .column(BYTES, rows, BodyRow::tokens)
          .column(BYTES, rows, BodyRow::logprobs)
          .column(BYTES, rows, BodyRow::freeLogprobs);
    }
  }
}
