// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes connections for a pool. While a database that was there before is away, it tries ten times
 * a second: a pool by itself would try less and less often, and find out only seconds later that
 * the database is back.
 */
public final class PatientDataSource extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private volatile boolean wasThere;

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Connection connection = super.getConnection(user, password);
        wasThere = true;
        return connection;
      } catch (SQLException e) {
        // A pool that is closed interrupts its thread.
        boolean again =
            wasThere
                && Trouble.of(e) == Trouble.UNREACHABLE
                && System.nanoTime() < deadline
                && Database.pause();
        if (!again) {
          throw e;
        }
      }
    }
  }
}
