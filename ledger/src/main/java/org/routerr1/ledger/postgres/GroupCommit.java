// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a process's journal: while a commit is on its way to the disk, the next steps
 * gather, and then share one.
 *
 * <p>Nothing that a living process knows is missing from the books once the database is back, see
 * {@link Backlog}.
 */
public final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int LARGEST_BATCH = 256;
  private static final int CONFLICTS = 10;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

  /** Puts a record of its own into the log and waits for it, and with it for all before. */
  private static final String FLUSH = "SELECT pg_logical_emit_message(true, 'router-r1', 'flush')";

  private final Database database;
  private final StepQueue queue = new StepQueue(LARGEST_BATCH);
  private final Thread thread;

  private final Backlog backlog = new Backlog();
  private final KnownHeads heads = new KnownHeads();

  /** Steps that nobody waits for, until they are written. */
  private final Map<StepKey, Step> lingering = new ConcurrentHashMap<>();

  /** By workflow, why the books refused a step that nobody waited for. */
  private final Map<String, Throwable> refused = new ConcurrentHashMap<>();

  private volatile boolean calm;

  // Of the writer's thread alone:
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
    Throwable earlier = refused.remove(step.key().workflowId());
    if (earlier != null) {
      step.done().completeExceptionally(earlier);
      return step.done();
    }
    if (!queue.add(step)) {
      step.done()
          .completeExceptionally(new BooksUnavailableException("The books are closed.", null));
    }
    return step.done();
  }

  /**
   * Writes a step for which nobody waits: soon, with the next one that is waited for. If the books
   * cannot hold it, the next step of its workflow fails in its place.
   */
  CompletableFuture<Entry> submitLingering(Step step) {
    lingering.put(step.key(), step);
    step.done()
        .whenComplete((entry, failure) -> {
          if (failure != null && !(failure instanceof BooksUnavailableException)) {
            refused.put(step.key().workflowId(), failure);
          }
          lingering.remove(step.key(), step);
        });
    if (!queue.addLingering(step)) {
      step.done()
          .completeExceptionally(new BooksUnavailableException("The books are closed.", null));
    }
    return step.done();
  }

  /** Whether the last write succeeded: then steps that nobody waits for may linger. */
  boolean isCalm() {
    return calm;
  }

  /** The entry of a step that still lingers, written now. */
  Optional<CompletableFuture<Entry>> lingering(StepKey key) {
    Step step = lingering.get(key);
    if (step == null) {
      return Optional.empty();
    }
    queue.hurry();
    return Optional.of(step.done());
  }

  /** Waits until nothing lingers that was submitted before; failures are others' to tell. */
  void settleLingering() {
    List<Step> all = List.copyOf(lingering.values());
    if (!all.isEmpty()) {
      queue.hurry();
      all.forEach(step -> step.done().handle((entry, failure) -> entry).join());
    }
  }

  /**
   * The entry of a closing whose writing failed before, if there is one: written now, or failed.
   */
  Optional<CompletableFuture<Entry>> settle(StepKey key) {
    Step.Closing owed = backlog.owed(key);
    return owed == null ? Optional.empty() : Optional.of(submit(owed.again()));
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
        calm = true;
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).done().complete(entries.get(i));
        }
        return;
      } catch (SQLException e) {
        Trouble trouble = Trouble.of(e);
        calm = false;
        release();
        boolean again =
            switch (trouble) {
              case UNREACHABLE -> {
                backlog.crashed();
                yield System.nanoTime() < giveUp && Database.pause();
              }
              case CONFLICT -> tries < CONFLICTS;
              case NO_ROOM, REFUSED, BAD_ENTRY -> false;
            };
        if (!again) {
          if (trouble == Trouble.BAD_ENTRY && batch.size() > 1) {
            batch.forEach(step -> write(List.of(step)));
          } else {
            if (trouble != Trouble.BAD_ENTRY) {
              backlog.failed(batch);
            }
            fail(batch, trouble.exception(e));
          }
          return;
        }
      }
    }
  }

  private List<Entry> commit(List<Step> batch) throws SQLException {
    Connection open = connected();
    catchUp(open);
    boolean durable = backlog.isFull(batch.size()) || batch.stream().anyMatch(Step::durable);
    List<Entry> entries = StepTransaction.write(open, batch, durable, heads);
    backlog.committed(batch, entries, durable);
    return entries;
  }

  /** Writes what a crash may have taken, then what could not be written; what is there stands. */
  private void catchUp(Connection open) throws SQLException {
    List<Step> lost = backlog.lost();
    if (!lost.isEmpty()) {
      StepTransaction.write(open, lost, true, heads);
      backlog.flushed();
      LOG.info("wrote {} journal entries again after the database was away", lost.size());
    }
    for (Step owed : backlog.owed()) {
      try {
        backlog.committed(
            List.of(owed), StepTransaction.write(open, List.of(owed), true, heads), true);
      } catch (SQLException e) {
        if (Trouble.of(e) != Trouble.BAD_ENTRY) {
          throw e;
        }
        open.rollback();
        backlog.forget(owed);
        LOG.error("the books cannot hold {}", owed.key().wire(), e);
      }
    }
  }

  /** Nothing to do: let the disk catch up, give the connection back. */
  private void rest() {
    try {
      if (backlog.hasUnflushed() || !backlog.owed().isEmpty()) {
        Connection open = connected();
        catchUp(open);
        if (backlog.hasUnflushed()) {
          new Flight().add(FLUSH).add("COMMIT").sendOnly(open);
          backlog.flushed();
        }
      }
    } catch (SQLException e) {
      backlog.crashed();
      LOG.warn("the database is away, journal entries wait for it: {}", e.toString());
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
