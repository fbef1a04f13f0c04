// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresProcessIT {

  private static ThrowawayPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = ThrowawayPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void whatIsCommittedIsOnDisk() throws SQLException {
    assertThat(show("fsync")).isEqualTo("on");
    assertThat(show("synchronous_commit")).isEqualTo("on");
    assertThat(show("full_page_writes")).isEqualTo("on");
    assertThat(show("data_checksums")).isEqualTo("on");
  }

  @Test
  void listensOnTheLoopbackOnlyWithAPassword() throws SQLException, IOException {
    assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(show("server_encoding")).isEqualTo("UTF8");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(postgres.running().passwordFile())))
        .isEqualTo("rw-------");
    assertThatThrownBy(() ->
            DriverManager.getConnection(
                postgres.running().jdbcUrl(), postgres.running().user(), "wrong"))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void startingTwiceGivesTheRunningOne() {
    assertThat(PostgresProcess.start(postgres.config())).isEqualTo(postgres.running());
  }

  @Test
  void comesBackRightAfterASigkill() throws SQLException {
    try (Connection connection = postgres.running().connect()) {
      connection.createStatement().execute("CREATE TABLE kept (id int)");
      connection.createStatement().execute("INSERT INTO kept VALUES (7)");
    }
    long before = postgres.running().pid();
    postgres.kill();
    postgres.restart();
    assertThat(postgres.running().pid()).isNotEqualTo(before);
    try (Connection connection = postgres.running().connect();
        ResultSet rows = connection.createStatement().executeQuery("SELECT id FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void aLockOfAnotherProcessThatTookThePidIsNoHindrance() throws IOException {
    PostgresProcess.stop(postgres.config().dataDir(), Duration.ofSeconds(5));
    Files.writeString(
        postgres.config().clusterDir().resolve("postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + postgres.config().clusterDir() + "\n1\n1\n");
    postgres.restart();
    assertThat(PostgresProcess.isReady(postgres.running())).isTrue();
  }

  @Test
  void stopLeavesNoProcessAndMayBeRepeated() {
    Path data = postgres.config().dataDir();
    PostgresProcess.stop(data, Duration.ofSeconds(5));
    PostgresProcess.stop(data, Duration.ofSeconds(5));
    assertThat(PostgresProcess.running(postgres.config())).isEmpty();
    assertThat(PostgresProcess.isReady(postgres.running())).isFalse();
    postgres.restart();
  }

  @Test
  void anInterruptedStartLeavesNoServer() throws InterruptedException {
    for (int millis = 0; millis <= 60; millis += 20) {
      PostgresProcess.stop(postgres.config().dataDir(), Duration.ofSeconds(5));
      CompletableFuture<RunningPostgres> started = new CompletableFuture<>();
      Thread start =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  started.complete(PostgresProcess.start(postgres.config()));
                } catch (PostgresException e) {
                  started.completeExceptionally(e);
                }
              });
      while (Postmaster.lockHolder(postgres.config().clusterDir()).isEmpty()) {
        Thread.sleep(1);
      }
      Thread.sleep(millis);
      start.interrupt();
      start.join();
      assertThat(PostgresProcess.found(postgres.config().dataDir()).isPresent())
          .isEqualTo(!started.isCompletedExceptionally());
    }
    postgres.restart();
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PostgresConfig other =
          new PostgresConfig(
              postgres.config().binariesDir(),
              postgres.config().dataDir().resolveSibling("other"),
              taken.getLocalPort(),
              postgres.config().logFile().resolveSibling("other.log"));
      assertThatThrownBy(() -> PostgresProcess.start(other))
          .isInstanceOf(PostgresException.PortInUse.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
      assertThat(other.dataDir()).doesNotExist();
    }
  }

  @Test
  void aBrokenDataDirectoryIsToldInTheServersWordsAndNothingStaysRunning() throws IOException {
    PostgresConfig broken =
        new PostgresConfig(
            postgres.config().binariesDir(),
            postgres.config().dataDir().resolveSibling("broken"),
            1 + postgres.config().port(),
            postgres.config().logFile().resolveSibling("broken.log"));
    Files.createDirectories(broken.clusterDir());
    Files.writeString(broken.clusterDir().resolve("PG_VERSION"), "9\n");
    Files.writeString(broken.passwordFile(), "x");
    assertThatThrownBy(() -> PostgresProcess.start(broken))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("postgresql.conf");
    assertThat(PostgresProcess.running(broken)).isEmpty();
  }

  private static String show(String setting) throws SQLException {
    try (Connection connection = postgres.running().connect();
        ResultSet rows = connection.createStatement().executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
