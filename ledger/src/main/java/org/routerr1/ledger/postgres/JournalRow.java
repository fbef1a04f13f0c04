// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import static org.routerr1.ledger.postgres.Flight.Type.BOOL;
import static org.routerr1.ledger.postgres.Flight.Type.DOUBLE;
import static org.routerr1.ledger.postgres.Flight.Type.INT;
import static org.routerr1.ledger.postgres.Flight.Type.LONG;
import static org.routerr1.ledger.postgres.Flight.Type.TEXT;
import static org.routerr1.ledger.postgres.Flight.Type.UUID_;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.Usage;
import org.routerr1.ledger.CallIntent;
import org.routerr1.ledger.CallResult;
import org.routerr1.ledger.DecisionResult;
import org.routerr1.ledger.StepKey;

/** One step without its words: the table {@code journal}. */
record JournalRow(
    StepKey key,
    UUID token,
    @Nullable String candidate,
    @Nullable String model,
    String catalogueVersion,
    @Nullable String policyVersion,
    @Nullable String promptHash,
    @Nullable String outcome,
    @Nullable Boolean forced,
    Usage usage,
    long costNanoUsd,
    @Nullable Integer tokens,
    @Nullable Double logprob,
    @Nullable Long seed,
    long millis) {

  private static final String INTEND =
      """
      INSERT INTO router.journal
        (workflow_id, round, call, attempt, state, token, candidate, catalogue_version)
      SELECT workflow, round, call, attempt, 'intended', token, candidate, catalogue
      FROM unnest(?, ?, ?, ?, ?, ?, ?)
        AS t (workflow, round, call, attempt, token, candidate, catalogue)
      ON CONFLICT (workflow_id, round, call, attempt) DO NOTHING
      RETURNING workflow_id, round, call, attempt\
      """;

  private static final String CLOSE =
      """
      INSERT INTO router.journal AS j
        (workflow_id, round, call, attempt, token, candidate, model, catalogue_version,
         policy_version, prompt_hash, outcome, forced, input_tokens, output_tokens, cost_nano_usd,
         tokens, logprob, seed, millis, state, closed_at)
      SELECT t.*, 'closed', now()
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS t
      ON CONFLICT (workflow_id, round, call, attempt) DO UPDATE SET
        token = EXCLUDED.token, candidate = EXCLUDED.candidate, model = EXCLUDED.model,
        catalogue_version = EXCLUDED.catalogue_version, policy_version = EXCLUDED.policy_version,
        prompt_hash = EXCLUDED.prompt_hash, outcome = EXCLUDED.outcome, forced = EXCLUDED.forced,
        input_tokens = EXCLUDED.input_tokens, output_tokens = EXCLUDED.output_tokens,
        cost_nano_usd = EXCLUDED.cost_nano_usd, tokens = EXCLUDED.tokens,
        logprob = EXCLUDED.logprob, seed = EXCLUDED.seed, millis = EXCLUDED.millis,
        state = EXCLUDED.state, closed_at = EXCLUDED.closed_at
      WHERE j.state = 'intended'
      RETURNING workflow_id, round, call, attempt\
      """;

  static JournalRow of(CallIntent intent, UUID token) {
    return new JournalRow(
        intent.key(),
        token,
        intent.candidate(),
        null,
        intent.catalogueVersion(),
        null,
        null,
        null,
        null,
        Usage.NONE,
        0,
        null,
        null,
        null,
        0);
  }

  static JournalRow of(CallResult call, UUID token) {
    return new JournalRow(
        call.key(),
        token,
        call.candidate(),
        Texts.withoutNul(call.model()),
        call.catalogueVersion(),
        null,
        null,
        call.outcome(),
        null,
        call.usage(),
        call.cost().value(),
        null,
        null,
        null,
        call.millis());
  }

  static JournalRow of(DecisionResult decision, UUID token) {
    return new JournalRow(
        decision.key(),
        token,
        null,
        decision.policyModel(),
        decision.query().catalogueVersion(),
        decision.policyVersion(),
        decision.promptHash(),
        decision.answer() == null ? "route" : "answer",
        decision.forced(),
        decision.usage(),
        decision.cost().value(),
        decision.tokens().size(),
        decision.logprob(),
        decision.seed(),
        decision.millis());
  }

  /** Marks steps as intended; gives back the keys of those that were not there. */
  static void intend(Flight flight, List<JournalRow> rows) {
    keys(flight.add("intended", INTEND), rows)
        .column(UUID_, rows, JournalRow::token)
        .column(TEXT, rows, JournalRow::candidate)
        .column(TEXT, rows, JournalRow::catalogueVersion);
  }

  /** Closes steps; gives back the keys of those that were not closed. */
  static void close(Flight flight, List<JournalRow> rows) {
    keys(flight.add("closed", CLOSE), rows)
        .column(UUID_, rows, JournalRow::token)
        .column(TEXT, rows, JournalRow::candidate)
        .column(TEXT, rows, JournalRow::model)
        .column(TEXT, rows, JournalRow::catalogueVersion)
        .column(TEXT, rows, JournalRow::policyVersion)
        .column(TEXT, rows, JournalRow::promptHash)
        .column(TEXT, rows, JournalRow::outcome)
        .column(BOOL, rows, JournalRow::forced)
        .column(LONG, rows, r -> r.usage.inputTokens())
        .column(LONG, rows, r -> r.usage.outputTokens())
        .column(LONG, rows, JournalRow::costNanoUsd)
        .column(INT, rows, JournalRow::tokens)
        .column(DOUBLE, rows, JournalRow::logprob)
        .column(LONG, rows, JournalRow::seed)
        .column(LONG, rows, JournalRow::millis);
  }

  private static Flight keys(Flight flight, List<JournalRow> rows) {
    return flight
        .column(TEXT, rows, r -> r.key.workflowId())
        .column(INT, rows, r -> r.key.round())
        .column(INT, rows, r -> r.key.call())
        .column(INT, rows, r -> r.key.attempt());
  }

  /** The key in a row's first four columns. */
  static StepKey keyOf(ResultSet row) throws SQLException {
    return new StepKey(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4));
  }
}
