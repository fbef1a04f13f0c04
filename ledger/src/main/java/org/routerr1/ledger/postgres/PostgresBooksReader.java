// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Head;
import org.routerr1.ledger.BooksReader;
import org.routerr1.ledger.QueryDocument;
import org.routerr1.ledger.StepKey;

/** Reads the books. */
public final class PostgresBooksReader implements BooksReader {

  private static final String AUDIT =
      """
      SELECT a.chain, a.sequence, a.record, a.hash, b.prompt, b.reply
      FROM router.audit a LEFT JOIN router.body b ON b.id = a.body
      """;

  private static final String FEEDBACK =
      """
      SELECT f.query_id, q.prompt, f.score, b.reply,
        (extract(epoch FROM f.given_at) * 1000000)::bigint AS at
      FROM router.feedback f
        JOIN router.body q ON q.id = 'query:' || f.query_id
        JOIN router.body b ON b.id = f.body
      WHERE (extract(epoch FROM f.given_at) * 1000000)::bigint > ?
        AND f.given_at < now() - interval '10 seconds'
        AND q.prompt IS NOT NULL AND b.reply IS NOT NULL
      ORDER BY f.given_at, f.query_id, f.feedback_id LIMIT ?
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final Clock clock;

  public PostgresBooksReader(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<QueryDocument> query(String queryId) {
    return database.run(connection -> QueryDocuments.read(connection, queryId, clock.millis()));
  }

  @Override
  public List<AuditRow> audit(String chain, long fromSequence, int limit) {
    return rows(
        AUDIT + "WHERE a.chain = ? AND a.sequence >= ? ORDER BY a.sequence LIMIT ?",
        chain,
        fromSequence,
        limit);
  }

  @Override
  public List<AuditRow> auditOf(String queryId) {
    return rows(
        AUDIT
            + "WHERE a.workflow_id = (SELECT workflow_id FROM router.query WHERE query_id = ?)"
            + " ORDER BY a.chain, a.sequence",
        queryId);
  }

  @Override
  public Optional<Head> head(String chain) {
    return database.run(connection -> {
      try (PreparedStatement statement =
          prepare(
              connection, "SELECT sequence, hash FROM router.chain_head WHERE chain = ?", chain)) {
        ResultSet row = statement.executeQuery();
        return row.next()
            ? Optional.of(new Head(chain, row.getLong(1), row.getString(2)))
            : Optional.empty();
      }
    });
  }

  @Override
  public Optional<String> catalogueSource(String version) {
    return database.run(connection -> {
      try (PreparedStatement statement =
          prepare(connection, "SELECT source FROM router.catalogue WHERE version = ?", version)) {
        ResultSet row = statement.executeQuery();
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    });
  }

  @Override
  public Optional<SampledTokens> sampled(StepKey decision) {
    return database.run(connection -> {
      try (PreparedStatement statement =
          prepare(
              connection,
              "SELECT tokens, logprobs, free_logprobs FROM router.body WHERE id = ?",
              BodyRow.idOf(decision))) {
        ResultSet row = statement.executeQuery();
        return row.next() && row.getBytes(1) != null
            ? Optional.of(
                new SampledTokens(
                    Texts.intsOf(row.getBytes(1)),
                    Texts.floatsOf(row.getBytes(2)),
                    Texts.floatsOf(row.getBytes(3))))
            : Optional.empty();
      }
    });
  }

  @Override
  public List<GivenFeedback> feedback(long afterMicros, int limit) {
    return database.run(connection -> {
      List<GivenFeedback> found = new ArrayList<>();
      try (PreparedStatement statement = prepare(connection, FEEDBACK, afterMicros, limit)) {
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
          double score = rows.getDouble(3);
          Double given = rows.wasNull() ? null : score;
          found.add(
              new GivenFeedback(
                  rows.getString(1),
                  String.valueOf(Texts.text(rows.getBytes(2))),
                  given,
                  rightAnswer(rows.getBytes(4)),
                  rows.getLong(5)));
        }
      }
      return found;
    });
  }

  private static @Nullable String rightAnswer(byte[] document) {
    try {
      JsonNode answer = JSON.readTree(document).path("right_answer");
      return answer.isTextual() ? answer.asText() : null;
    } catch (IOException e) {
      throw new UncheckedIOException("feedback that cannot be read: " + e.getMessage(), e);
    }
  }

  private List<AuditRow> rows(String sql, Object... parameters) {
    return database.run(connection -> {
      List<AuditRow> found = new ArrayList<>();
      try (PreparedStatement statement = prepare(connection, sql, parameters)) {
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
          found.add(
              new AuditRow(
                  rows.getString(1),
                  rows.getLong(2),
                  rows.getString(3),
                  rows.getString(4),
                  Texts.text(rows.getBytes(5)),
                  Texts.text(rows.getBytes(6))));
        }
      }
      return found;
    });
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
