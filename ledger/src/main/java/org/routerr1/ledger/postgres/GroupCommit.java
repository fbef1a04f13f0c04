// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a process's journal: while a commit is on its way to the disk, the next steps
 * gather, and then share one.
 *
 * <p>Steps that were committed without waiting for the disk are kept until a later commit of ours
 * has surely carried them there. If the database crashes before, they are written once more; so a
 * decision that a living worker acted on is never missing from the books.
 */
public final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int LARGEST_BATCH = 256;
  private static final int MOST_UNFLUSHED = 4096;
  private static final int CONFLICTS = 10;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

  /** Puts a record of its own into the log and waits for it, and with it for all before. */
  private static final String FLUSH = "SELECT pg_logical_emit_message(true, 'router-r1', 'flush')";

  private final Database database;
  private final StepQueue queue = new StepQueue(LARGEST_BATCH);
  private final Thread thread;

  // Of the writer's thread alone:
  private final List<Step> unflushed = new ArrayList<>();
  private boolean mayBeLost;
  private @Nullable Connection connection;

  public GroupCommit(Database database) {
    this.database = database;
    this.thread = Thread.ofPlatform().daemon().name("router-books-writer").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** The future of the step, which completes on the writer's thread. */
  CompletableFuture<Entry> submit(Step step) {
    if (!queue.add(step)) {
      step.done()
          .completeExceptionally(new BooksUnavailableException("The books are closed.", null));
    }
    return step.done();
  }

  /** Writes what was submitted, then ends the writer. */
  @Override
  public void close() {
    queue.close();
    try {
      thread.join(CLOSE_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!queue.isDrained()) {
      List<Step> batch = queue.take(IDLE);
      try {
        if (batch.isEmpty()) {
          rest();
        } else {
          write(batch);
        }
      } catch (RuntimeException | Error e) {
        // A defect of ours: tell those who wait, and go on for the others.
        LOG.error("the books' writer failed", e);
        release();
        fail(batch, e);
      }
    }
    rest();
  }

  private void write(List<Step> batch) {
    long giveUp = batch.getFirst().sinceNanos() + Database.PATIENCE.toNanos();
    for (int tries = 1; ; tries++) {
      try {
        List<Entry> entries = commit(batch);
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).done().complete(entries.get(i));
        }
        return;
      } catch (SQLException e) {
        Trouble trouble = Trouble.of(e);
        release();
        boolean again =
            switch (trouble) {
              case UNREACHABLE -> {
                mayBeLost = true;
                yield System.nanoTime() < giveUp && Database.pause();
              }
              case CONFLICT -> tries < CONFLICTS;
              case NO_ROOM, REFUSED, BAD_ENTRY -> false;
            };
        if (!again) {
          if (trouble == Trouble.BAD_ENTRY && batch.size() > 1) {
            batch.forEach(step -> write(List.of(step)));
          } else {
            fail(batch, trouble.exception(e));
          }
          return;
        }
      }
    }
  }

  private List<Entry> commit(List<Step> batch) throws SQLException {
    Connection open = connected();
    rewrite(open);
    boolean durable =
        unflushed.size() + batch.size() > MOST_UNFLUSHED || batch.stream().anyMatch(Step::durable);
    List<Entry> entries = StepTransaction.write(open, batch, durable);
    if (durable) {
      unflushed.clear();
    } else {
      for (int i = 0; i < batch.size(); i++) {
        if (entries.get(i).ours()) {
          unflushed.add(batch.get(i));
        }
      }
    }
    return entries;
  }

  /** Writes again what a crash of the database may have taken; what it did not take stands. */
  private void rewrite(Connection open) throws SQLException {
    if (mayBeLost && !unflushed.isEmpty()) {
      StepTransaction.write(open, List.copyOf(unflushed), true);
      LOG.info("wrote {} journal entries again after the database was away", unflushed.size());
      unflushed.clear();
    }
    mayBeLost = false;
  }

  /** Nothing to do: let the disk catch up, give the connection back. */
  private void rest() {
    if (unflushed.isEmpty()) {
      release();
      return;
    }
    try {
      Connection open = connected();
      rewrite(open);
      if (!unflushed.isEmpty()) {
        new Flight().add(FLUSH).add("COMMIT").sendOnly(open);
        unflushed.clear();
      }
    } catch (SQLException e) {
      mayBeLost = true;
      LOG.warn("the database is away, {} journal entries wait: {}", unflushed.size(), e.toString());
    } finally {
      release();
    }
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.open();
      connection = open;
    }
    return open;
  }

  private void release() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      Database.close(open);
    }
  }

  private static void fail(List<Step> batch, Throwable e) {
    batch.forEach(step -> step.done().completeExceptionally(e));
  }
}
