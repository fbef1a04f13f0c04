// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import static org.routerr1.ledger.postgres.Flight.Type.INT;
import static org.routerr1.ledger.postgres.Flight.Type.TEXT;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;

/**
 * Writes a batch of steps in one transaction: one round trip for intentions alone, two where steps
 * are closed (the heads of their chains must be known before hashes can be), one more where a key
 * was taken before.
 */
final class StepTransaction {

  private static final String DO_NOT_WAIT_FOR_DISK = "SET LOCAL synchronous_commit = off";
  private static final String WAIT_FOR_DISK = "SET LOCAL synchronous_commit = on";

  private static final String READ =
      """
      SELECT j.workflow_id, j.round, j.call, j.attempt, j.state, j.token, b.result
      FROM unnest(?, ?, ?, ?, ?) AS t (workflow, round, call, attempt, body)
      JOIN router.journal j ON j.workflow_id = t.workflow AND j.round = t.round
        AND j.call = t.call AND j.attempt = t.attempt
      LEFT JOIN router.body b ON b.id = t.body\
      """;

  private final List<Step> steps;
  private final List<Step.Intention> intentions = new ArrayList<>();
  private final List<Step.Closing> closings = new ArrayList<>();

  private StepTransaction(List<Step> steps) {
    this.steps = steps;
    for (Step step : steps) {
      switch (step) {
        case Step.Intention intention -> intentions.add(intention);
        case Step.Closing closing -> closings.add(closing);
      }
    }
  }

  /**
   * Writes and commits.
   *
   * @param steps no key twice
   * @return the entries that hold the steps' keys now, in the steps' order
   */
  static List<Entry> write(Connection connection, List<Step> steps, boolean durable)
      throws SQLException {
    return new StepTransaction(steps).write(connection, durable);
  }

  private List<Entry> write(Connection connection, boolean durable) throws SQLException {
    Set<StepKey> won = new HashSet<>();
    Flight first = new Flight().add(durable ? WAIT_FOR_DISK : DO_NOT_WAIT_FOR_DISK);
    ChainTables chains = new ChainTables(closings.stream().map(c -> c.audit().chain()).toList());
    if (!closings.isEmpty()) {
      chains.lock(first);
      JournalRow.close(first, closings.stream().map(Step.Closing::row).toList());
    }
    if (!intentions.isEmpty()) {
      JournalRow.intend(first, intentions.stream().map(Step.Intention::row).toList());
      BodyRow.keep(first, intentions.stream().map(Step.Intention::body).toList());
    }
    if (closings.isEmpty()) {
      first.add("COMMIT");
    }
    try (Flight.Landing landing = first.send(connection)) {
      if (!closings.isEmpty()) {
        ResultSet heads = landing.nextRows();
        chains.locked(connection, heads);
        readKeys(landing.nextRows(), won);
      }
      if (!intentions.isEmpty()) {
        readKeys(landing.nextRows(), won);
      }
    }
    if (!closings.isEmpty()) {
      complete(chains, won).sendOnly(connection);
    }
    return entries(connection, won);
  }

  /** What follows from the closings that were the first of their keys. */
  private Flight complete(ChainTables chains, Set<StepKey> won) {
    List<Step.Closing> fresh = closings.stream().filter(c -> won.contains(c.key())).toList();
    Map<String, QueryRow> queries = new LinkedHashMap<>();
    for (Step.Closing closing : fresh) {
      QueryRow row = closing.query();
      if (row != null) {
        // Two decisions of one query in one batch: the one that ends it counts.
        queries.merge(row.opening().queryId(), row, (a, b) -> a.outcome() == null ? b : a);
      }
    }
    Flight flight = new Flight();
    BodyRow.complete(flight, fresh.stream().map(Step.Closing::body).toList());
    BodyRow.keep(
        flight,
        queries.values().stream()
            .map(q -> BodyRow.ofQuery(q.opening().queryId(), q.opening().question(), null))
            .toList());
    QueryRow.write(flight, List.copyOf(queries.values()));
    chains.append(flight, fresh.stream().map(Step.Closing::audit).toList());
    return flight.add("COMMIT");
  }

  private List<Entry> entries(Connection connection, Set<StepKey> won) throws SQLException {
    List<Step> lost = steps.stream().filter(s -> !won.contains(s.key())).toList();
    Map<StepKey, Entry> earlier = lost.isEmpty() ? Map.of() : read(connection, lost);
    List<Entry> entries = new ArrayList<>(steps.size());
    for (Step step : steps) {
      entries.add(
          won.contains(step.key())
              ? fresh(step)
              : Objects.requireNonNull(earlier.get(step.key()), "a journal row vanished"));
    }
    return entries;
  }

  private static Entry fresh(Step step) {
    return switch (step) {
      case Step.Intention intention -> new Entry(intention.key(), Entry.State.INTENDED, null, true);
      case Step.Closing closing ->
          new Entry(closing.key(), Entry.State.CLOSED, closing.result(), true);
    };
  }

  private static Map<StepKey, Entry> read(Connection connection, List<Step> steps)
      throws SQLException {
    Map<StepKey, UUID> tokens = new HashMap<>();
    steps.forEach(s -> tokens.put(s.key(), s.row().token()));
    Flight flight =
        new Flight()
            .add(READ)
            .column(TEXT, steps, s -> s.key().workflowId())
            .column(INT, steps, s -> s.key().round())
            .column(INT, steps, s -> s.key().call())
            .column(INT, steps, s -> s.key().attempt())
            .column(TEXT, steps, s -> s.body().id())
            .add("COMMIT");
    Map<StepKey, Entry> entries = new HashMap<>();
    try (Flight.Landing landing = flight.send(connection)) {
      ResultSet rows = landing.nextRows();
      while (rows.next()) {
        StepKey key = JournalRow.keyOf(rows);
        boolean ours = rows.getObject(6, UUID.class).equals(tokens.get(key));
        entries.put(key, entry(key, rows.getString(5), Texts.text(rows.getBytes(7)), ours));
      }
    }
    return entries;
  }

  /** An entry from its columns. */
  static Entry entry(
      StepKey key, String state, @org.jspecify.annotations.Nullable String result, boolean ours) {
    boolean closed = state.equals("closed");
    return new Entry(
        key, closed ? Entry.State.CLOSED : Entry.State.INTENDED, closed ? result : null, ours);
  }

  private static void readKeys(ResultSet rows, Set<StepKey> into) throws SQLException {
    while (rows.next()) {
      into.add(JournalRow.keyOf(rows));
    }
  }
}
