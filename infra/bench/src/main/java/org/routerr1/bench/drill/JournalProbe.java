// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.Journal;
import org.routerr1.ledger.StepKey;
import org.routerr1.ledger.postgres.Books;

/** Reads what the journal holds at a moment, beside the worker. */
final class JournalProbe implements AutoCloseable {

  private static final long STEP_MILLIS = 10;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final RunningPostgres postgres;
  private final Books books;

  JournalProbe(RunningPostgres postgres) {
    this.postgres = postgres;
    this.books = Books.connect(postgres.jdbcUrl(), postgres.user(), postgres.passwordFile());
  }

  /** Of these idempotency keys, those whose step the journal holds with its result. */
  Set<String> closed(Collection<String> keys) {
    Journal journal = books.journal();
    return keys.stream()
        .filter(key ->
            journal.find(stepKey(key)).filter(e -> e.state() == Entry.State.CLOSED).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A role for the worker alone, with the server's password, so that its connections are known. */
  void makeUser(String user) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE "
              + statement.enquoteIdentifier(user, false)
              + " LOGIN SUPERUSER PASSWORD "
              + statement.enquoteLiteral(postgres.password()));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the worker's role: " + e.getMessage(), e);
    }
  }

  /**
   * Makes sure that the user is the one to look for; otherwise {@link #awaitGone} would wait for
   * nothing.
   */
  void demandPresent(String user) {
    if (connections(user) == 0) {
      throw new IllegalStateException("nobody is signed in to the database as " + user);
    }
  }

  /** Waits until the database has ended what a dead process's connections were doing. */
  void awaitGone(String user) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (connections(user) > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the dead worker's connections do not end");
      }
      Thread.sleep(STEP_MILLIS);
    }
  }

  /**
   * From now on, keeps count of replies that are written under a key that the journal had closed
   * already: whoever writes one has asked for it again.
   */
  void watchForRepeats() {
    execute(
        """
        CREATE TABLE public.drill_repeat (key text NOT NULL);
        CREATE FUNCTION public.drill_watch() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO public.drill_repeat
          SELECT j.workflow_id FROM router.journal j
          WHERE (j.workflow_id, j.round, j.call, j.attempt)
              = (NEW.workflow_id, NEW.round, NEW.call, NEW.attempt)
            AND j.state = 'closed' AND j.token <> NEW.token;
          RETURN NEW;
        END $$;
        CREATE TRIGGER drill_watch BEFORE INSERT ON router.journal FOR EACH ROW
          WHEN (NEW.state = 'closed' AND NEW.call > 0) EXECUTE FUNCTION public.drill_watch();
        """);
  }

  /** Replies so far that were asked for although the journal held them. */
  int repeats() {
    return count("SELECT count(*) FROM public.drill_repeat");
  }

  /** Steps that the journal holds: it grows while a run gets on. */
  int steps() {
    return count("SELECT count(*) FROM router.journal WHERE state = 'closed'");
  }

  /** Calls of candidates that it holds with their result. */
  int calls() {
    return count("SELECT count(*) FROM router.journal WHERE state = 'closed' AND call > 0");
  }

  private void execute(String sql) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the database refuses the drill: " + e.getMessage(), e);
    }
  }

  private int count(String query) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be read: " + e.getMessage(), e);
    }
  }

  private int connections(String user) {
    try (Connection connection = postgres.connect();
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = ?")) {
      count.setString(1, user);
      try (ResultSet rows = count.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look at the database's connections", e);
    }
  }

  /** Reads {@link StepKey#wire}. */
  static StepKey stepKey(String wire) {
    int attempt = wire.lastIndexOf('/');
    int call = wire.lastIndexOf('/', attempt - 1);
    int round = wire.lastIndexOf('/', call - 1);
    return new StepKey(
        wire.substring(0, round),
        Integer.parseInt(wire.substring(round + 1, call)),
        Integer.parseInt(wire.substring(call + 1, attempt)),
        Integer.parseInt(wire.substring(attempt + 1)));
  }

  @Override
  public void close() {
    books.close();
  }
}
