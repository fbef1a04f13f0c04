// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  private final Database database;
  private final GroupCommit commits;
  private final Clock clock;
  private final long process;
  private final AtomicLong steps = new AtomicLong();

  private final OwnSteps own = new OwnSteps();

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
    Optional<CompletableFuture<Entry>> mine = commits.lingering(key).or(() -> commits.settle(key));
    if (mine.isPresent()) {
      return Optional.of(await(mine.get()));
    }
    boolean decision = key.call() == 0;
    if (decision && own.isUndecided(key)) {
      return Optional.empty();
    }
    Optional<Entry> found = database.run(connection -> find(connection, key));
    if (decision && found.isEmpty()) {
      own.notFound(key);
    }
    return found;
  }

  @Override
  public CompletableFuture<Entry> intend(CallIntent intent) {
    Optional<CompletableFuture<Entry>> owed = commits.settle(intent.key());
    if (owed.isPresent()) {
      return owed.get().thenApply(PostgresJournal::earlier);
    }
    if (own.begins(intent.key()) && commits.isCalm()) {
      commits.submitLingering(Step.intend(intent, token()));
      return CompletableFuture.completedFuture(
          new Entry(intent.key(), Entry.State.INTENDED, null, true));
    }
    return submit(() -> Step.intend(intent, token()));
  }

  @Override
  public CompletableFuture<Entry> close(CallResult result) {
    return submit(() -> Step.close(result, token(), clock.instant()))
        .thenApply(entry -> {
          if (entry.ours()) {
            own.closed(entry.key());
          }
          return entry;
        });
  }

  @Override
  public CompletableFuture<Entry> decide(DecisionResult result) {
    StepKey key = result.key();
    if (result.answer() != null) {
      own.forget(key.workflowId());
      return submit(() -> Step.decide(result, token(), clock.instant()));
    }
    if (own.isSurelyUndecided(key) && commits.isCalm()) {
      return lingering(() -> Step.decide(result, token(), clock.instant()), result.result());
    }
    return submit(() -> Step.decide(result, token(), clock.instant()))
        .thenApply(entry -> {
          if (entry.ours()) {
            own.decided(key);
          } else {
            own.forget(key.workflowId());
          }
          return entry;
        });
  }

  private CompletableFuture<Entry> lingering(Supplier<Step> made, String result) {
    Step step;
    try {
      step = made.get();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return refused(e);
    }
    commits.submitLingering(step);
    own.decided(step.key());
    return CompletableFuture.completedFuture(
        new Entry(step.key(), Entry.State.CLOSED, result, true));
  }

  private CompletableFuture<Entry> submit(Supplier<Step> step) {
    try {
      return commits.submit(step.get());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return refused(e);
    }
  }

  /** What cannot be an audit record is refused before any batch meets it. */
  private static CompletableFuture<Entry> refused(RuntimeException e) {
    return CompletableFuture.failedFuture(
        new IllegalArgumentException("The books cannot hold this entry: " + e.getMessage(), e));
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
