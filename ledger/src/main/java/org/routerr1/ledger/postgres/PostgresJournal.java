// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.CallIntent;
import org.routerr1.ledger.CallResult;
import org.routerr1.ledger.DecisionResult;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.Journal;
import org.routerr1.ledger.StepKey;

/** The journal: reads by itself, writes through {@link GroupCommit}. */
public final class PostgresJournal implements Journal {

  private static final String FIND =
      """
      SELECT j.state, b.result
      FROM router.journal j LEFT JOIN router.body b ON b.id = ?
      WHERE j.workflow_id = ? AND j.round = ? AND j.call = ? AND j.attempt = ?\
      """;

  private static final int MOST_UNDECIDED = 10_000;

  private final Database database;
  private final GroupCommit commits;
  private final Clock clock;
  private final long process;
  private final AtomicLong steps = new AtomicLong();

  /**
   * By workflow, the round after one that this process was the first to decide: nobody else is on
   * it, so its decision need not be looked for. Should a frozen process be wrong in this, the
   * earlier decision stands when it writes its own.
   */
  private final Map<String, Integer> undecided = new ConcurrentHashMap<>();

  /**
   * @param process a random number that no other process has
   */
  public PostgresJournal(Database database, GroupCommit commits, Clock clock, long process) {
    this.database = database;
    this.commits = commits;
    this.clock = clock;
    this.process = process;
  }

  @Override
  public Optional<Entry> find(StepKey key) {
    if (key.call() == 0 && undecided.remove(key.workflowId(), key.round())) {
      return Optional.empty();
    }
    Optional<CompletableFuture<Entry>> owed = commits.settle(key);
    return owed.isPresent()
        ? Optional.of(await(owed.get()))
        : database.run(connection -> find(connection, key));
  }

  @Override
  public CompletableFuture<Entry> intend(CallIntent intent) {
    return commits
        .settle(intent.key())
        .map(owed -> owed.thenApply(PostgresJournal::earlier))
        .orElseGet(() -> submit(() -> Step.intend(intent, token())));
  }

  @Override
  public CompletableFuture<Entry> close(CallResult result) {
    return submit(() -> Step.close(result, token(), clock.instant()));
  }

  @Override
  public CompletableFuture<Entry> decide(DecisionResult result) {
    return submit(() -> Step.decide(result, token(), clock.instant()))
        .thenApply(entry -> noted(result, entry));
  }

  private Entry noted(DecisionResult result, Entry entry) {
    if (entry.ours() && result.answer() == null) {
      if (undecided.size() >= MOST_UNDECIDED) {
        undecided.clear();
      }
      undecided.put(entry.key().workflowId(), entry.key().round() + 1);
    }
    return entry;
  }

  private CompletableFuture<Entry> submit(Supplier<Step> step) {
    try {
      return commits.submit(step.get());
    } catch (IllegalArgumentException | IllegalStateException e) {
      // What cannot be an audit record is refused here, so that no batch meets it.
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("The books cannot hold this entry: " + e.getMessage(), e));
    }
  }

  private static Entry await(CompletableFuture<Entry> owed) {
    try {
      return earlier(owed.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof BooksUnavailableException away) {
        throw away;
      }
      throw e;
    }
  }

  private static Entry earlier(Entry entry) {
    return new Entry(entry.key(), entry.state(), entry.result(), false);
  }

  private UUID token() {
    return new UUID(process, steps.incrementAndGet());
  }

  private static Optional<Entry> find(Connection connection, StepKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, BodyRow.idOf(key));
      statement.setString(2, key.workflowId());
      statement.setInt(3, key.round());
      statement.setInt(4, key.call());
      statement.setInt(5, key.attempt());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                StepTransaction.entry(key, row.getString(1), Texts.text(row.getBytes(2)), false))
            : Optional.empty();
      }
    }
  }
}
