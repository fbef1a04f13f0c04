// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.routerr1.core.audit.AuditChain;
import org.routerr1.core.audit.Head;
import org.routerr1.core.audit.StoredRecord;
import org.routerr1.core.audit.Verification;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.ledger.postgres.Books;

/** A real PostgreSQL for the tests of one class, and books on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnPostgres {

  protected ThrowawayPostgres postgres;
  protected Books books;

  @BeforeAll
  final void startPostgres() {
    postgres = ThrowawayPostgres.start();
    books = connect();
  }

  @AfterAll
  final void stopPostgres() {
    books.close();
    postgres.close();
  }

  final Books connect() {
    RunningPostgres running = postgres.running();
    return Books.connect(running.jdbcUrl(), running.user(), running.passwordFile());
  }

  final HikariDataSource pool() {
    RunningPostgres running = postgres.running();
    return Books.pool(running.jdbcUrl(), running.user(), running.passwordFile());
  }

  final void sql(String statement) throws SQLException {
    try (Connection connection = postgres.running().connect();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  final @Nullable String ask(String query) throws SQLException {
    try (Connection connection = postgres.running().connect();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  /** Checks a whole chain, page by page, as a user would. */
  final Verification verify(String chain) {
    Head head = Head.genesis(chain);
    long records = 0;
    while (true) {
      List<StoredRecord> page = new ArrayList<>();
      books.reader().audit(chain, head.sequence() + 1, 500).forEach(row -> page.add(row.stored()));
      if (page.isEmpty()) {
        return new Verification.Verified(records, head);
      }
      switch (AuditChain.verify(head, page)) {
        case Verification.Broken broken -> {
          return broken;
        }
        case Verification.Verified verified -> {
          records += verified.records();
          head = verified.head();
        }
      }
    }
  }

  /** That the chain is whole, and ends where the books say. */
  final long verified(String chain) {
    assertThat(verify(chain)).isInstanceOf(Verification.Verified.class);
    Verification.Verified verified = (Verification.Verified) verify(chain);
    assertThat(books.reader().head(chain)).contains(verified.head());
    return verified.records();
  }
}
