// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.routerr1.ledger.BooksUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema {@code router} to the version that this code needs. */
public final class Schema {

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final String NAME = "router";
  private static final String HISTORY = "migration";
  private static final int ATTEMPTS = 5;

  private static final SqlMigration[] MIGRATIONS = {SqlMigration.of(1, "books")};

  private Schema() {}

  /**
   * Migrates; several processes may do so at once.
   *
   * @throws BooksUnavailableException if the database cannot be reached or refuses
   */
  public static void migrate(Database database, DataSource source) {
    if (database.run(Schema::isCurrent)) {
      return;
    }
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .schemas(NAME)
            .defaultSchema(NAME)
            .createSchemas(true)
            .table(HISTORY)
            .locations(new String[0])
            .javaMigrations(MIGRATIONS)
            .load();
    for (int attempt = 1; ; attempt++) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        // Whoever lost the race to create schema or history table finds them the next time.
        if (attempt == ATTEMPTS) {
          throw new BooksUnavailableException(
              "The books' schema cannot be made or migrated: " + e.getMessage(), e);
        }
        LOG.debug("migration attempt {} failed", attempt, e);
      }
    }
  }

  /** Asks without Flyway, whose own look costs a start a third of a second. */
  private static boolean isCurrent(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("SELECT to_regclass('" + NAME + "." + HISTORY + "')")) {
        there.next();
        if (there.getString(1) == null) {
          return false;
        }
      }
      SqlMigration newest = MIGRATIONS[MIGRATIONS.length - 1];
      try (ResultSet applied =
          statement.executeQuery(
              "SELECT 1 FROM "
                  + NAME
                  + "."
                  + HISTORY
                  + " WHERE success AND version = '"
                  + newest.number()
                  + "' AND checksum = "
                  + newest.getChecksum())) {
        return applied.next();
      }
    }
  }
}
