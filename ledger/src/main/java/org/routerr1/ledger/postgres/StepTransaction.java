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
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;

/**
 * Writes a batch of steps and commits it. Mostly one statement does: intentions alone need no more,
 * and closings neither, on the guess that their chains are where this process left them and their
 * keys are free. The statement itself compares, and fails where the guess is wrong; then a
 * transaction of two round trips finds out how things stand. It takes one more round trip to read
 * an entry that stood before.
 */
final class StepTransaction {

  private static final String DO_NOT_WAIT_FOR_DISK = "SET LOCAL synchronous_commit = off";
  private static final String WAIT_FOR_DISK = "SET LOCAL synchronous_commit = on";

  private static final String SYNCHRONOUS = "set_config('synchronous_commit', ?, true)";

  /**
   * Fails (division by zero) unless every closing was the first of its key and every head moved.
   */
  private static final String GUARD =
      "SELECT 1 / ((SELECT count(*) FROM closed) = ? AND (SELECT count(*) FROM heads) = ?)::int"
          + " AS right";

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

  private final boolean durable;
  private final ChainTables chains;
  private final KnownHeads known;

  private StepTransaction(List<Step> steps, boolean durable, KnownHeads known) {
    this.steps = steps;
    this.durable = durable;
    this.known = known;
    for (Step step : steps) {
      switch (step) {
        case Step.Intention intention -> intentions.add(intention);
        case Step.Closing closing -> closings.add(closing);
      }
    }
    this.chains = new ChainTables(closings.stream().map(c -> c.audit().chain()).toList());
  }

  /**
   * Writes and commits.
   *
   * @param steps no key twice
   * @param durable whether to wait for the disk
   * @return the entries that hold the steps' keys now, in the steps' order
   */
  static List<Entry> write(
      Connection connection, List<Step> steps, boolean durable, KnownHeads known)
      throws SQLException {
    if (known.areUnshared(new StepTransaction(steps, durable, known).chains.chains())) {
      try {
        return new StepTransaction(steps, durable, known).writeAtOnce(connection);
      } catch (SQLException e) {
        Trouble trouble = Trouble.of(e);
        if (trouble != Trouble.BAD_ENTRY && trouble != Trouble.CONFLICT) {
          throw e;
        }
        // A wrong guess, or an entry that cannot be written: the other way tells them apart.
      }
    }
    return new StepTransaction(steps, durable, known).write(connection);
  }

  private List<Entry> writeAtOnce(Connection connection) throws SQLException {
    Flight flight = new Flight();
    List<BodyRow> kept = new ArrayList<>();
    if (!closings.isEmpty()) {
      chains.guess(known);
      known.doubt(chains.chains());
      JournalRow.close(flight, closings.stream().map(Step.Closing::row).toList());
      kept.addAll(writeWords(flight, closings));
      int moved = chains.append(flight, closings.stream().map(Step.Closing::audit).toList());
      flight.add("guard", GUARD).value((long) closings.size()).value((long) moved);
    }
    if (!intentions.isEmpty()) {
      JournalRow.intend(flight, intentions.stream().map(Step.Intention::row).toList());
      intentions.forEach(intention -> kept.add(intention.body()));
    }
    BodyRow.keep(flight, kept);
    // The guard's column must be asked for, or it would not be computed.
    String what =
        "SELECT " + (intentions.isEmpty() ? "" : "intended.*, ") + "proof.*, " + SYNCHRONOUS;
    String from = closings.isEmpty() ? " FROM (SELECT) AS proof" : " FROM guard AS proof";
    String join = intentions.isEmpty() ? "" : " LEFT JOIN intended ON true";
    flight.add(what + from + join).value(durable ? "on" : "off");
    Set<StepKey> won = new HashSet<>();
    connection.setAutoCommit(true);
    try (Flight.Landing landing = flight.sendAsOne(connection)) {
      if (!intentions.isEmpty()) {
        readKeys(landing.nextRows(), won);
      }
    }
    closings.forEach(closing -> won.add(closing.key()));
    known.leftUnshared(chains.heads());
    return entries(connection, won);
  }

  private List<Entry> write(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    Set<StepKey> won = new HashSet<>();
    Flight first = new Flight().add(durable ? WAIT_FOR_DISK : DO_NOT_WAIT_FOR_DISK);
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
        chains.locked(connection, landing.nextRows());
        readKeys(landing.nextRows(), won);
      }
      if (!intentions.isEmpty()) {
        readKeys(landing.nextRows(), won);
      }
    }
    if (!closings.isEmpty()) {
      known.found(chains.heads());
      List<Step.Closing> fresh = closings.stream().filter(c -> won.contains(c.key())).toList();
      Flight second = new Flight();
      BodyRow.keep(second, writeWords(second, fresh));
      chains.append(second, fresh.stream().map(Step.Closing::audit).toList());
      second.add("COMMIT").sendOnly(connection);
      known.left(chains.heads());
    }
    return entries(connection, won);
  }

  /**
   * Writes what was said in steps, and their queries.
   *
   * @return the queries' own words, to be kept unless they are there
   */
  private static List<BodyRow> writeWords(Flight flight, List<Step.Closing> fresh) {
    BodyRow.complete(flight, fresh.stream().map(Step.Closing::body).toList());
    Map<String, QueryRow> queries = new LinkedHashMap<>();
    for (Step.Closing closing : fresh) {
      QueryRow row = closing.query();
      if (row != null) {
        // Two decisions of one query in one batch: the one that ends it counts.
        queries.merge(row.opening().queryId(), row, (a, b) -> a.outcome() == null ? b : a);
      }
    }
    QueryRow.write(flight, List.copyOf(queries.values()));
    return queries.values().stream()
        .map(q -> BodyRow.ofQuery(q.opening().queryId(), q.opening().question(), null))
        .toList();
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
  static Entry entry(StepKey key, String state, @Nullable String result, boolean ours) {
    boolean closed = state.equals("closed");
    return new Entry(
        key, closed ? Entry.State.CLOSED : Entry.State.INTENDED, closed ? result : null, ours);
  }

  private static void readKeys(ResultSet rows, Set<StepKey> into) throws SQLException {
    while (rows.next()) {
      if (rows.getString(1) != null) {
        into.add(JournalRow.keyOf(rows));
      }
    }
  }
}
