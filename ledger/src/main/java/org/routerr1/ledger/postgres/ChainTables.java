// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import static org.routerr1.ledger.postgres.Flight.Type.LONG;
import static org.routerr1.ledger.postgres.Flight.Type.TEXT;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.AuditChain;
import org.routerr1.core.audit.AuditRecord;
import org.routerr1.core.audit.Head;
import org.routerr1.core.audit.StoredRecord;

/**
 * The tables {@code chain_head} and {@code audit}. A chain's head is locked for the transaction, or
 * guessed and compared by the write itself; so sequence numbers have no gap, and one order in all
 * processes.
 */
final class ChainTables {

  /** A record that waits for its place. */
  record Pending(String chain, String workflowId, AuditRecord record, @Nullable String bodyId) {}

  private record Placed(StoredRecord stored, String workflowId, @Nullable String bodyId) {}

  private static final String LOCK =
      "SELECT chain, sequence, hash FROM router.chain_head WHERE chain = ANY (?)"
          + " ORDER BY chain FOR UPDATE";

  private static final String BEGIN =
      "INSERT INTO router.chain_head (chain, sequence, hash) SELECT * FROM unnest(?, ?, ?)"
          + " ON CONFLICT (chain) DO NOTHING";

  private static final String APPEND =
      "INSERT INTO router.audit (chain, sequence, workflow_id, record, hash, body)"
          + " SELECT * FROM unnest(?, ?, ?, ?, ?, ?)";

  private static final String ADVANCE =
      """
      UPDATE router.chain_head AS h SET sequence = t.sequence, hash = t.hash
      FROM unnest(?, ?, ?, ?, ?) AS t (chain, was_sequence, was_hash, sequence, hash)
      WHERE h.chain = t.chain AND h.sequence = t.was_sequence AND h.hash = t.was_hash
      RETURNING h.chain\
      """;

  private record Move(Head from, Head to) {}

  private final Map<String, Head> heads = new HashMap<>();
  private final List<String> chains;

  /** For one transaction that writes to these chains. */
  ChainTables(Collection<String> chains) {
    this.chains = List.copyOf(new TreeSet<>(chains));
  }

  /** Takes the heads from memory. */
  void guess(KnownHeads known) {
    for (String chain : chains) {
      Head head = known.get(chain);
      if (head != null) {
        heads.put(chain, head);
      }
    }
  }

  List<String> chains() {
    return chains;
  }

  /** Where the chains stand: as locked, or with what was appended. */
  List<Head> heads() {
    return List.copyOf(heads.values());
  }

  /** Adds the lock; its rows are for {@link #locked}. */
  void lock(Flight flight) {
    flight.add(LOCK).column(TEXT, chains, c -> c);
  }

  /** Takes the heads; begins chains that are new. */
  void locked(Connection connection, ResultSet rows) throws SQLException {
    read(rows);
    List<Head> missing =
        chains.stream().filter(c -> !heads.containsKey(c)).map(Head::genesis).toList();
    if (!missing.isEmpty()) {
      Flight flight = new Flight();
      write(flight.add(BEGIN), missing);
      lock(flight);
      try (Flight.Landing landing = flight.send(connection)) {
        read(landing.nextRows());
      }
    }
  }

  /**
   * Gives the records their places, in order, and adds the writes; the rows of the last one are the
   * chains that were moved.
   *
   * @return how many chains are to be moved
   */
  int append(Flight flight, List<Pending> records) {
    if (records.isEmpty()) {
      return 0;
    }
    List<Placed> placed = new ArrayList<>(records.size());
    Map<String, Move> moves = new HashMap<>();
    for (Pending pending : records) {
      Head head = heads.get(pending.chain());
      if (head == null) {
        throw new IllegalStateException("chain is not locked: " + pending.chain());
      }
      StoredRecord stored = AuditChain.append(head, pending.record());
      Head next = AuditChain.headAfter(stored);
      placed.add(new Placed(stored, pending.workflowId(), pending.bodyId()));
      heads.put(pending.chain(), next);
      moves.merge(pending.chain(), new Move(head, next), (a, b) -> new Move(a.from, b.to));
    }
    flight
        .add("records", APPEND)
        .column(TEXT, placed, p -> p.stored.chain())
        .column(LONG, placed, p -> p.stored.sequence())
        .column(TEXT, placed, Placed::workflowId)
        .column(TEXT, placed, p -> p.stored.record())
        .column(TEXT, placed, p -> p.stored.hash())
        .column(TEXT, placed, Placed::bodyId);
    List<Move> all = List.copyOf(moves.values());
    flight
        .add("heads", ADVANCE)
        .column(TEXT, all, m -> m.from.chain())
        .column(LONG, all, m -> m.from.sequence())
        .column(TEXT, all, m -> m.from.hash())
        .column(LONG, all, m -> m.to.sequence())
        .column(TEXT, all, m -> m.to.hash());
    return all.size();
  }

  private static void write(Flight flight, List<Head> heads) {
    flight
        .column(TEXT, heads, Head::chain)
        .column(LONG, heads, Head::sequence)
        .column(TEXT, heads, Head::hash);
  }

  private void read(ResultSet rows) throws SQLException {
    while (rows.next()) {
      heads.put(rows.getString(1), new Head(rows.getString(1), rows.getLong(2), rows.getString(3)));
    }
  }
}
