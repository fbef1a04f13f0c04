// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.AuditKind;
import org.routerr1.core.audit.AuditRecord;
import org.routerr1.core.audit.Hashes;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.ledger.BooksWriter;
import org.routerr1.ledger.DecisionResult.QueryOpening;
import org.routerr1.ledger.FeedbackEntry;

/** The writes that are rare: each a transaction of its own, on the caller's thread, durable. */
public final class PostgresBooksWriter implements BooksWriter {

  private static final String WAIT_FOR_DISK = "SET LOCAL synchronous_commit = on";

  private static final String DEFAULT_CHAIN = "default";

  private final Database database;
  private final GroupCommit commits;
  private final Clock clock;

  public PostgresBooksWriter(Database database, GroupCommit commits, Clock clock) {
    this.database = database;
    this.commits = commits;
    this.clock = clock;
  }

  @Override
  public void catalogue(String version, String source) {
    database.transaction(connection -> {
      new Flight()
          .add(WAIT_FOR_DISK)
          .add(
              "INSERT INTO router.catalogue (version, source) VALUES (?, ?)"
                  + " ON CONFLICT (version) DO NOTHING")
          .value(version)
          .value(source)
          .sendOnly(connection);
      return true;
    });
  }

  @Override
  public void ended(
      QueryOpening query, String workflowId, String outcome, String detail, long spentNanoUsd) {
    AuditRecord record =
        AuditRecord.of(AuditKind.QUERY_ENDED, clock.instant())
            .workflowId(workflowId)
            .queryId(query.queryId())
            .catalogueVersion(query.catalogueVersion())
            .outcome(outcome)
            .cost(new NanoUsd(spentNanoUsd))
            .build();
    commits.settleLingering();
    QueryRow row = new QueryRow(query, workflowId, outcome, clock.millis(), false, spentNanoUsd);
    database.transaction(connection ->
        chained(
            connection,
            new ChainTables.Pending(query.chain(), workflowId, record, null),
            first -> QueryRow.writeReturning(first, row),
            second ->
                BodyRow.ending(
                    second, BodyRow.ofQuery(query.queryId(), query.question(), detail))));
  }

  @Override
  public FeedbackEntry feedback(
      String queryId,
      String feedbackId,
      @Nullable Double score,
      @Nullable String rightAnswer,
      @Nullable String comment) {
    String document = document(feedbackId, score, rightAnswer, comment);
    BodyRow body = BodyRow.ofFeedback(queryId, feedbackId, document);
    commits.settleLingering();
    return database.transaction(connection -> {
      Place place = place(connection, queryId);
      if (place == null) {
        return FeedbackEntry.UNKNOWN_QUERY;
      }
      AuditRecord record =
          AuditRecord.of(AuditKind.FEEDBACK, clock.instant())
              .workflowId(place.workflowId())
              .queryId(queryId)
              .replyHash(Hashes.sha256(document))
              .build();
      boolean fresh =
          chained(
              connection,
              new ChainTables.Pending(place.chain(), place.workflowId(), record, body.id()),
              first ->
                  first
                      .add(
                          "INSERT INTO router.feedback (query_id, feedback_id, score, body)"
                              + " VALUES (?, ?, ?, ?) ON CONFLICT (query_id, feedback_id) DO NOTHING"
                              + " RETURNING query_id")
                      .value(queryId)
                      .value(feedbackId)
                      .value(score)
                      .value(body.id()),
              second -> BodyRow.keep(second, List.of(body)));
      return fresh || body.stands(connection) ? FeedbackEntry.KEPT : FeedbackEntry.CONFLICT;
    });
  }

  @Override
  public void promotion(String run, String version, String outcome, String document) {
    BodyRow body = BodyRow.ofPromotion(run, document);
    String workflowId = "run/" + run;
    AuditRecord record =
        AuditRecord.of(AuditKind.PROMOTION, clock.instant())
            .workflowId(workflowId)
            .policyVersion(version)
            .outcome(outcome)
            .replyHash(Hashes.sha256(document))
            .build();
    database.transaction(connection ->
        chained(
            connection,
            new ChainTables.Pending(DEFAULT_CHAIN, workflowId, record, body.id()),
            first ->
                first
                    .add(
                        "INSERT INTO router.body (id, reply) VALUES (?, ?)"
                            + " ON CONFLICT (id) DO NOTHING RETURNING id")
                    .value(body.id())
                    .value(body.reply()),
            second -> {}));
  }

  /**
   * Writes what is there at most once, with its audit record: locks the chain, writes, and appends
   * only if something was written.
   *
   * @param once adds a statement that returns a row if it wrote one
   * @param along adds what is written beside the record
   */
  private static boolean chained(
      Connection connection,
      ChainTables.Pending pending,
      Consumer<Flight> once,
      Consumer<Flight> along)
      throws SQLException {
    ChainTables chains = new ChainTables(List.of(pending.chain()));
    Flight first = new Flight().add(WAIT_FOR_DISK);
    chains.lock(first);
    once.accept(first);
    boolean fresh;
    try (Flight.Landing landing = first.send(connection)) {
      chains.locked(connection, landing.nextRows());
      fresh = landing.nextRows().next();
    }
    if (fresh) {
      Flight second = new Flight();
      along.accept(second);
      chains.append(second, List.of(pending));
      second.sendOnly(connection);
    }
    return fresh;
  }

  private record Place(String chain, String workflowId) {}

  private static @Nullable Place place(Connection connection, String queryId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT chain, workflow_id FROM router.query WHERE query_id = ?")) {
      statement.setString(1, queryId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? new Place(row.getString(1), row.getString(2)) : null;
      }
    }
  }

  private static String document(
      String id, @Nullable Double score, @Nullable String rightAnswer, @Nullable String comment) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id);
    if (score != null) {
      node.put("score", score);
    }
    if (rightAnswer != null) {
      node.put("right_answer", rightAnswer);
    }
    if (comment != null) {
      node.put("comment", comment);
    }
    return node.toString();
  }
}
