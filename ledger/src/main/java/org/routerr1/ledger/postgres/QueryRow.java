// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import static org.routerr1.ledger.postgres.Flight.Type.BOOL;
import static org.routerr1.ledger.postgres.Flight.Type.LONG;
import static org.routerr1.ledger.postgres.Flight.Type.TEXT;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.DecisionResult.QueryOpening;

/**
 * A query as it is opened, and perhaps ended by the same write: the table {@code query}. The first
 * ending stands.
 */
record QueryRow(
    QueryOpening opening,
    String workflowId,
    @Nullable String outcome,
    @Nullable Long endedAtMillis,
    boolean forced,
    @Nullable Long spentNanoUsd) {

  private static final String WRITE =
      """
      INSERT INTO router.query AS q
        (query_id, workflow_id, chain, catalogue_version, options, started_at, ended_at, outcome,
         forced, spent_nano_usd)
      SELECT id, workflow, chain, catalogue, options, to_timestamp(started / 1000.0),
        to_timestamp(ended / 1000.0), outcome, forced, spent
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        AS t (id, workflow, chain, catalogue, options, started, ended, outcome, forced, spent)
      ON CONFLICT (query_id) DO UPDATE SET
        ended_at = EXCLUDED.ended_at, outcome = EXCLUDED.outcome, forced = EXCLUDED.forced,
        spent_nano_usd = EXCLUDED.spent_nano_usd
      WHERE q.outcome IS NULL AND EXCLUDED.outcome IS NOT NULL\
      """;

  static QueryRow open(QueryOpening opening, String workflowId) {
    return new QueryRow(opening, workflowId, null, null, false, null);
  }

  /** Writes rows, one a query. */
  static void write(Flight flight, List<QueryRow> rows) {
    if (!rows.isEmpty()) {
      parameters(flight.add("queries", WRITE), rows);
    }
  }

  /** Writes one row and gives it back if this write opened or ended the query. */
  static void writeReturning(Flight flight, QueryRow row) {
    parameters(flight.add(WRITE + "\nRETURNING query_id"), List.of(row));
  }

  private static void parameters(Flight flight, List<QueryRow> rows) {
    flight
        .column(TEXT, rows, r -> r.opening.queryId())
        .column(TEXT, rows, QueryRow::workflowId)
        .column(TEXT, rows, r -> r.opening.chain())
        .column(TEXT, rows, r -> r.opening.catalogueVersion())
        .column(TEXT, rows, r -> Texts.withoutNul(r.opening.options()))
        .column(LONG, rows, r -> r.opening.startedAtMillis())
        .column(LONG, rows, QueryRow::endedAtMillis)
        .column(TEXT, rows, QueryRow::outcome)
        .column(BOOL, rows, QueryRow::forced)
        .column(LONG, rows, QueryRow::spentNanoUsd);
  }
}
