// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.BooksReader;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.BooksWriter;
import org.routerr1.ledger.Journal;

/**
 * The way to the books on PostgreSQL: opens them, bringing the schema {@code router} up to date,
 * and closes them, writing what is still waiting. One per process and database is enough; several
 * processes may share a database.
 */
public final class Books implements AutoCloseable {

  private static final int CONNECTIONS = 10;

  private final GroupCommit commits;
  private final Journal journal;
  private final BooksReader reader;
  private final BooksWriter writer;
  private final @Nullable HikariDataSource owned;

  private Books(DataSource source, Clock clock, @Nullable HikariDataSource owned) {
    Database database = new Database(source);
    Schema.migrate(database, source);
    this.commits = new GroupCommit(database);
    this.journal = new PostgresJournal(database, commits, clock, new SecureRandom().nextLong());
    this.reader = new PostgresBooksReader(database, clock);
    this.writer = new PostgresBooksWriter(database, commits, clock);
    this.owned = owned;
    commits.start();
  }

  /**
   * Opens the books on a data source of the caller's, which stays the caller's to close. It should
   * be a pool of two connections or more, and give up on a database that is away within seconds.
   *
   * @throws BooksUnavailableException if the database cannot be reached or refuses
   */
  public static Books open(DataSource source) {
    return open(source, Clock.systemUTC());
  }

  /** As {@link #open(DataSource)}, with the clock that audit records are dated by. */
  public static Books open(DataSource source, Clock clock) {
    return new Books(source, clock, null);
  }

  /** Opens the books on a pool of their own, closed with them. */
  public static Books connect(String url, String user, @Nullable Path passwordFile) {
    HikariDataSource pool = pool(url, user, passwordFile);
    try {
      return new Books(pool, Clock.systemUTC(), pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * A pool that suits the books. Makes no connection yet; close it after the books.
   *
   * @param passwordFile holds the password, white space around it ignored; null: none is needed
   * @throws BooksUnavailableException if the password file cannot be read
   */
  public static HikariDataSource pool(String url, String user, @Nullable Path passwordFile) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("router-books");
    PatientDataSource source = new PatientDataSource();
    source.setUrl(url);
    source.setApplicationName("router-r1");
    source.setConnectTimeout(2);
    source.setTcpKeepAlive(true);
    // The same few statements always: prepare them on the server from the first.
    source.setPrepareThreshold(1);
    config.setDataSource(source);
    config.setUsername(user);
    if (passwordFile != null) {
      try {
        config.setPassword(Files.readString(passwordFile).strip());
      } catch (IOException e) {
        throw new BooksUnavailableException(
            "Cannot read the database's password in "
                + passwordFile
                + ": check ROUTER_DB_PASSWORD_FILE.",
            e);
      }
    }
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(1000);
    config.setValidationTimeout(1000);
    config.setInitializationFailTimeout(-1);
    // A worker that is frozen between two statements must not keep a chain locked for all others.
    config.setConnectionInitSql("SET idle_in_transaction_session_timeout = '5s'");
    return new HikariDataSource(config);
  }

  public Journal journal() {
    return journal;
  }

  public BooksReader reader() {
    return reader;
  }

  public BooksWriter writer() {
    return writer;
  }

  /** Writes what is waiting, for some seconds at most. Steps that come later fail. */
  @Override
  public void close() {
    commits.close();
    if (owned != null) {
      owned.close();
    }
  }
}
