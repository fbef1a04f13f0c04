// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Runs work on a connection. While the database is away the work is tried again, for {@link
 * #PATIENCE}; so it must be safe to repeat. A database that accepts connections and then says
 * nothing is given up after {@link #SILENCE}.
 */
public final class Database {

  static final Duration PATIENCE = Duration.ofSeconds(3);
  static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int CONFLICTS = 10;

  private final DataSource source;

  public Database(DataSource source) {
    this.source = source;
  }

  /** Something done with a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs reads, or one statement that commits by itself.
   *
   * @throws org.routerr1.ledger.BooksUnavailableException if the database stays away or refuses
   */
  <T> T run(Work<T> work) {
    return repeat(() -> {
      try (Connection connection = source.getConnection()) {
        connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
        return work.on(connection);
      }
    });
  }

  /** Runs work in a transaction; it is committed if the work returns. */
  <T> T transaction(Work<T> work) {
    return repeat(() -> {
      Connection connection = open();
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } finally {
        close(connection);
      }
    });
  }

  /** A connection for transactions; to be given back by {@link #close}. */
  Connection open() throws SQLException {
    Connection connection = source.getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw e;
    }
  }

  /** Gives a connection back, rolling back what was not committed; never throws. */
  static void close(Connection connection) {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // It was broken before; the failure that broke it was reported.
    }
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private static <T> T repeat(Attempt<T> attempt) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (SQLException e) {
        Trouble trouble = Trouble.of(e);
        boolean again =
            switch (trouble) {
              case UNREACHABLE -> System.nanoTime() < deadline && pause();
              case CONFLICT -> tries < CONFLICTS;
              case NO_ROOM, REFUSED, BAD_ENTRY -> false;
            };
        if (!again) {
          throw trouble.exception(e);
        }
      }
    }
  }

  /** Returns false if the thread was interrupted. */
  static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
