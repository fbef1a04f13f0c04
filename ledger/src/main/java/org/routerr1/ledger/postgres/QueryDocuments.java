// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.QueryDocument;
import org.routerr1.ledger.QueryDocument.AuditSpan;
import org.routerr1.ledger.QueryDocument.Call;
import org.routerr1.ledger.QueryDocument.Decision;
import org.routerr1.ledger.QueryDocument.Policy;
import org.routerr1.ledger.QueryDocument.Round;
import org.routerr1.ledger.QueryDocument.UsageDocument;

/** Puts a query's document together from its row, its steps and its records, in one round trip. */
final class QueryDocuments {

  private static final String QUERY =
      """
      SELECT q.workflow_id, q.chain, q.catalogue_version, q.outcome, q.forced, q.spent_nano_usd,
        (extract(epoch FROM q.started_at) * 1000)::bigint AS started,
        (extract(epoch FROM q.ended_at) * 1000)::bigint AS ended, b.prompt AS question
      FROM router.query q LEFT JOIN router.body b ON b.id = 'query:' || q.query_id
      WHERE q.query_id = ?\
      """;

  private static final String STEPS =
      """
      SELECT j.*, b.prompt, b.reply, b.thought, b.answer, b.detail
      FROM router.journal j
      LEFT JOIN router.body b
        ON b.id = 'step:' || j.workflow_id || '/' || j.round || '/' || j.call || '/' || j.attempt
      WHERE j.workflow_id = (SELECT workflow_id FROM router.query WHERE query_id = ?)
      ORDER BY j.round, j.call, j.attempt\
      """;

  private static final String SPAN =
      """
      SELECT count(*), min(sequence), max(sequence),
        (array_agg(hash ORDER BY sequence DESC))[1]
      FROM router.audit
      WHERE workflow_id = (SELECT workflow_id FROM router.query WHERE query_id = ?)\
      """;

  private QueryDocuments() {}

  static Optional<QueryDocument> read(Connection connection, String queryId, long nowMillis)
      throws SQLException {
    Flight flight =
        new Flight().add(QUERY).value(queryId).add(STEPS).value(queryId).add(SPAN).value(queryId);
    try (Flight.Landing landing = flight.send(connection)) {
      ResultSet query = landing.nextRows();
      if (!query.next()) {
        return Optional.empty();
      }
      String outcome = query.getString("outcome");
      Long ended = query.getObject("ended", Long.class);
      Long spent = query.getObject("spent_nano_usd", Long.class);
      String workflowId = query.getString("workflow_id");
      String chain = query.getString("chain");
      String catalogue = query.getString("catalogue_version");
      boolean forced = query.getBoolean("forced");
      long started = query.getLong("started");
      String question = said(query, "question");
      Steps steps = new Steps(outcome != null);
      ResultSet rows = landing.nextRows();
      while (rows.next()) {
        steps.add(rows);
      }
      return Optional.of(
          new QueryDocument(
              queryId,
              workflowId,
              chain,
              question,
              outcome,
              "answered".equals(outcome) ? steps.answer : null,
              forced,
              steps.policy,
              catalogue,
              steps.rounds(),
              spent == null ? steps.cost : spent,
              (ended == null ? nowMillis : ended) - started,
              span(landing.nextRows())));
    }
  }

  private static @Nullable AuditSpan span(ResultSet row) throws SQLException {
    row.next();
    int records = row.getInt(1);
    return records == 0
        ? null
        : new AuditSpan(records, row.getLong(2), row.getLong(3), row.getString(4));
  }

  /** Empty where the body was erased. */
  private static String said(ResultSet row, String column) throws SQLException {
    String text = Texts.text(row.getBytes(column));
    return text == null ? "" : text;
  }

  /** The steps in order, gathered into rounds. */
  private static final class Steps {
    private static final Decision NONE = new Decision(0, 0, 0, 0, "", 0);

    private final boolean over;
    private final List<Round> rounds = new ArrayList<>();
    private @Nullable Policy policy;
    private @Nullable String answer;
    private long cost;

    Steps(boolean over) {
      this.over = over;
    }

    List<Round> rounds() {
      return List.copyOf(rounds);
    }

    void add(ResultSet row) throws SQLException {
      int round = row.getInt("round");
      cost += row.getLong("cost_nano_usd");
      if (row.getInt("call") == 0) {
        policy = new Policy(row.getString("policy_version"), row.getString("model"));
        answer = Texts.text(row.getBytes("answer"));
        rounds.add(
            new Round(
                round,
                said(row, "thought"),
                row.getString("outcome"),
                decision(row),
                new ArrayList<>()));
        return;
      }
      if (rounds.isEmpty() || rounds.getLast().n() != round) {
        // The decision's row went down with worker and database together; its calls stand.
        rounds.add(new Round(round, "", "route", NONE, new ArrayList<>()));
      }
      rounds.getLast().calls().add(call(row));
    }

    private static Decision decision(ResultSet row) throws SQLException {
      return new Decision(
          row.getInt("tokens"),
          row.getLong("input_tokens"),
          row.getDouble("logprob"),
          row.getLong("millis"),
          row.getString("prompt_hash"),
          row.getLong("cost_nano_usd"));
    }

    private Call call(ResultSet row) throws SQLException {
      String outcome = row.getString("outcome");
      return new Call(
          row.getString("candidate"),
          row.getString("model"),
          said(row, "prompt"),
          Texts.text(row.getBytes("reply")),
          outcome != null ? outcome : over ? "unknown" : "pending",
          Texts.text(row.getBytes("detail")),
          new UsageDocument(row.getLong("input_tokens"), row.getLong("output_tokens")),
          row.getLong("cost_nano_usd"),
          row.getLong("millis"),
          row.getInt("attempt"));
    }
  }
}
