// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.ledger.postgres.Books;

/** Another, empty database on a test's server. */
final class ThrowawayDatabase {

  private ThrowawayDatabase() {}

  static HikariDataSource of(ThrowawayPostgres postgres) {
    try (Connection connection = postgres.running().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE other");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    String url = postgres.running().jdbcUrl();
    return Books.pool(
        url.substring(0, url.lastIndexOf('/')) + "/other",
        postgres.running().user(),
        postgres.running().passwordFile());
  }
}
