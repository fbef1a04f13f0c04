// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.ledger.postgres.Books;

class SchemaIT extends OnPostgres {

  @Test
  void manyMayOpenANewDatabaseAtOnce() throws Exception {
    for (int round = 0; round < 2; round++) {
      sql("DROP SCHEMA router CASCADE");
      try (ExecutorService threads = Executors.newCachedThreadPool()) {
        List<Future<Books>> opening = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          opening.add(threads.submit(this::connect));
        }
        for (Future<Books> future : opening) {
          future.get().close();
        }
      }
      assertThat(ask("SELECT count(*) FROM router.migration WHERE version IS NOT NULL"))
          .isEqualTo("1");
    }
  }

  /** The host's tables stay as they are, and its role needs no more than its own database. */
  @Test
  void livesBesideAHostsTablesUnderAPlainRole() throws SQLException {
    sql("CREATE ROLE host LOGIN PASSWORD 'secret'");
    sql("CREATE DATABASE host OWNER host");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(postgres.running().jdbcUrl().replace("/router", "/host"));
    source.setUser("host");
    source.setPassword("secret");
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE journal (id int); CREATE TABLE flyway_schema_history (x int)");
    }
    try (Books embedded = Books.open(source)) {
      embedded.journal().decide(Samples.route("hosted", 1)).join();
      embedded.journal().close(Samples.reply(Samples.call("hosted", 1, 1, 1), "r")).join();
      assertThat(embedded.reader().query("hosted")).isPresent();
    }
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      // What the idle writer does to carry decisions to disk.
      statement.execute("SELECT pg_logical_emit_message(true, 'router-r1', 'flush')");
    }
  }

  /** A host may have traded durability away for its own tables; the books do not. */
  @Test
  void waitsForTheDiskWhereTheDatabaseDoesNotByItself() throws SQLException {
    sql("ALTER DATABASE router SET synchronous_commit = off");
    try (HikariDataSource pool = pool();
        Books other = Books.open(pool)) {
      String onDisk = "SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn()";
      try (var connection = postgres.running().connect();
          var statement = connection.prepareStatement(onDisk)) {
        statement.executeQuery();
        other.journal().close(Samples.reply(Samples.call("sync", 1, 1, 1), "r")).join();
        var row = statement.executeQuery();
        row.next();
        assertThat(row.getBoolean(1)).isTrue();
      }
    } finally {
      sql("ALTER DATABASE router RESET synchronous_commit");
    }
  }

  @Test
  void aConnectionIsGivenBackAsItWas() throws SQLException {
    try (HikariDataSource pool = pool()) {
      pool.setMaximumPoolSize(2);
      try (Books other = Books.open(pool)) {
        other.journal().intend(Samples.intent(Samples.call("back", 1, 1, 1))).join();
      }
      try (var connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
      }
    }
  }

  @Test
  void aMissingPasswordFileAndAWrongAddressAreNamed() {
    RunningPostgres running = postgres.running();
    assertThatThrownBy(() -> Books.connect(running.jdbcUrl(), "router", Path.of("/nowhere/pw")))
        .isInstanceOf(BooksUnavailableException.class)
        .hasMessageContaining("/nowhere/pw")
        .hasMessageContaining("ROUTER_DB_PASSWORD_FILE");
    assertThatThrownBy(() ->
            Books.connect("jdbc:postgresql://127.0.0.1:1/router", "router", running.passwordFile()))
        .isInstanceOf(BooksUnavailableException.class)
        .hasMessageContaining("ROUTER_DB_URL");
    assertThatThrownBy(() -> Books.connect(running.jdbcUrl(), "nobody", running.passwordFile()))
        .isInstanceOf(BooksUnavailableException.class)
        .hasMessageContaining("nobody");
  }
}
