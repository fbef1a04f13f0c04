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
 * The tables {@code chain_head} and {@code audit}. A chain's head is locked for the transaction, so
 * that sequence numbers have no gap and no order of their own in any process.
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
      "UPDATE router.chain_head AS h SET sequence = t.sequence, hash = t.hash"
          + " FROM unnest(?, ?, ?) AS t (chain, sequence, hash) WHERE h.chain = t.chain";

  private final Map<String, Head> heads = new HashMap<>();
  private final List<String> chains;

  /** For one transaction that writes to these chains. */
  ChainTables(Collection<String> chains) {
    this.chains = List.copyOf(new TreeSet<>(chains));
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

  /** Gives the records their places, in order, and adds the writes. */
  void append(Flight flight, List<Pending> records) {
    if (records.isEmpty()) {
      return;
    }
    List<Placed> placed = new ArrayList<>(records.size());
    Map<String, Head> moved = new HashMap<>();
    for (Pending pending : records) {
      Head head = heads.get(pending.chain());
      if (head == null) {
        throw new IllegalStateException("chain is not locked: " + pending.chain());
      }
      StoredRecord stored = AuditChain.append(head, pending.record());
      placed.add(new Placed(stored, pending.workflowId(), pending.bodyId()));
      heads.put(pending.chain(), AuditChain.headAfter(stored));
      moved.put(pending.chain(), AuditChain.headAfter(stored));
    }
    flight
        .add(APPEND)
        .column(TEXT, placed, p -> p.stored.chain())
        .column(LONG, placed, p -> p.stored.sequence())
        .column(TEXT, placed, Placed::workflowId)
        .column(TEXT, placed, p -> p.stored.record())
        .column(TEXT, placed, p -> p.stored.hash())
        .column(TEXT, placed, Placed::bodyId);
    write(flight.add(ADVANCE), List.copyOf(moved.values()));
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
