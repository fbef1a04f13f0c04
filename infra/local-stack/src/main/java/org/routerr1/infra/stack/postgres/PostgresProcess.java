// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Runs a PostgreSQL 17 of our own: unpacked, initialised, started on the loopback and ended, as a
 * process that outlives the JVM that started it. What is committed is on disk ({@code fsync} and
 * {@code synchronous_commit} are on).
 */
public final class PostgresProcess {

  static final String DATABASE = "router";
  private static final Duration START_PATIENCE = Duration.ofSeconds(120);
  private static final Duration OLD_PROCESS_PATIENCE = Duration.ofSeconds(30);
  private static final Duration DYING_PATIENCE = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(50);

  private PostgresProcess() {}

  /**
   * Starts the server and waits until a query answers. If it fails, or the JVM ends meanwhile,
   * nothing is left running.
   *
   * @throws PostgresException.PortInUse if another process has the port
   * @throws PostgresException if it cannot start; the message ends with the server's own words
   */
  public static RunningPostgres start(PostgresConfig config) {
    try {
      Optional<RunningPostgres> already = running(config);
      if (already.isPresent()) {
        return already.get();
      }
      demandFreePort(config);
      Path home = PostgresBinaries.unpack(config.binariesDir());
      Unprivileged unprivileged = Unprivileged.choose(config.clusterDir());
      PostgresCluster.makeUnlessThere(home, config, unprivileged);
      Files.createDirectories(config.logFile().getParent());
      return launch(home, config, unprivileged);
    } catch (IOException e) {
      throw new PostgresException(
          "Cannot prepare PostgreSQL in " + config.dataDir() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while PostgreSQL was starting.", e);
    }
  }

  /** The server of this data directory and port, if it runs and answers. */
  public static Optional<RunningPostgres> running(PostgresConfig config) {
    OptionalLong pid = Postmaster.alive(config.clusterDir());
    if (pid.isEmpty() || !Files.exists(config.passwordFile())) {
      return Optional.empty();
    }
    RunningPostgres running = describe(config, pid.getAsLong());
    return isReady(running) ? Optional.of(running) : Optional.empty();
  }

  /** The server that runs in a data directory, whether it answers yet or not. */
  public static Optional<FoundPostgres> found(Path dataDir) {
    return Postmaster.found(cluster(dataDir));
  }

  /** Whether a query answers, within two seconds. */
  public static boolean isReady(RunningPostgres running) {
    return answers(running.jdbcUrl(), running);
  }

  /**
   * Ends the server of a data directory: fast first (open transactions are rolled back), without
   * ceremony after {@code patience}. Returns when no process of it is left; at once if there was
   * none.
   */
  public static void stop(Path dataDir, Duration patience) {
    Postmaster.stop(cluster(dataDir), patience);
  }

  private static Path cluster(Path dataDir) {
    return dataDir.toAbsolutePath().normalize().resolve("cluster");
  }

  private static RunningPostgres launch(Path home, PostgresConfig config, Unprivileged unprivileged)
      throws IOException, InterruptedException {
    long giveUpOnOldProcess = System.nanoTime() + OLD_PROCESS_PATIENCE.toNanos();
    while (true) {
      Postmaster.clearStaleLock(config.clusterDir());
      long logStart = Files.exists(config.logFile()) ? Files.size(config.logFile()) : 0;
      Process process = spawn(home, config, unprivileged);
      Thread guard = new Thread(process::destroyForcibly);
      boolean ready = false;
      try {
        register(guard);
        ready = await(process, config);
        if (ready) {
          return describe(config, process.pid());
        }
      } finally {
        if (!ready) {
          end(process, config);
        }
        forget(guard);
      }
      String said = PostgresLog.since(config.logFile(), logStart);
      if (said.contains("Address already in use")) {
        throw new PostgresException.PortInUse(config.port());
      }
      // After a SIGKILL the old server's children need a moment to notice and to go.
      boolean oldProcess =
          said.contains("postmaster.pid\" already exists")
              || said.contains("pre-existing shared memory block");
      if (!oldProcess || System.nanoTime() > giveUpOnOldProcess) {
        throw new PostgresException(
            "PostgreSQL did not start in "
                + config.dataDir()
                + " (log: "
                + config.logFile()
                + "): "
                + PostgresLog.gist(said),
            null);
      }
      Thread.sleep(STEP);
    }
  }

  private static void register(Thread guard) {
    try {
      Runtime.getRuntime().addShutdownHook(guard);
    } catch (IllegalStateException e) {
      throw new PostgresException("Interrupted while PostgreSQL was starting.", e);
    }
  }

  private static void forget(Thread guard) {
    try {
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (IllegalStateException e) {
      // The JVM is ending: the guard runs already.
    }
  }

  private static Process spawn(Path home, PostgresConfig config, Unprivileged unprivileged)
      throws IOException {
    // A session of its own: Ctrl-C in the terminal is not the server's.
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(
        unprivileged.command(
            List.of(
                home.resolve("bin/postgres").toString(), "-D", config.clusterDir().toString())));
    for (String setting : PostgresSettings.of(config.port())) {
      command.add("-c");
      command.add(setting);
    }
    return new ProcessBuilder(command)
        .directory(config.dataDir().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(config.logFile().toFile()))
        .start();
  }

  /** Waits for an answer; false if the process ended or time ran out. */
  private static boolean await(Process process, PostgresConfig config) throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    RunningPostgres running = describe(config, process.pid());
    String template = url(config.port(), "template1");
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Postmaster.lockHolder(config.clusterDir()).orElse(-1) == process.pid()
          && answers(template, running)) {
        ensureDatabase(template, running);
        return true;
      }
      if (process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  private static void end(Process process, PostgresConfig config) {
    // What interrupted the start must not interrupt the end, or the server would be left.
    boolean interrupted = Thread.interrupted();
    try {
      if (Postmaster.lockHolder(config.clusterDir()).orElse(-1) == process.pid()) {
        Postmaster.stop(config.clusterDir(), Duration.ofSeconds(10));
      }
    } finally {
      process.destroyForcibly();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void ensureDatabase(String template, RunningPostgres running) {
    try (Connection connection = open(template, running);
        Statement statement = connection.createStatement();
        ResultSet there =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!there.next()) {
        statement.execute("CREATE DATABASE " + DATABASE + " TEMPLATE template0");
      }
    } catch (SQLException e) {
      throw new PostgresException("Cannot create the database " + DATABASE + ": " + e, e);
    }
  }

  private static boolean answers(String url, RunningPostgres running) {
    try (Connection connection = open(url, running)) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  private static Connection open(String url, RunningPostgres running) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", running.user());
    properties.setProperty("password", running.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "2");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection(url, properties);
  }

  private static RunningPostgres describe(PostgresConfig config, long pid) {
    return new RunningPostgres(
        url(config.port(), DATABASE), PostgresCluster.USER, config.passwordFile(), pid);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static void demandFreePort(PostgresConfig config)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + DYING_PATIENCE.toNanos();
    while (!isFree(config.port())) {
      // A lock means an old server of this directory: it may be dying, with the port still in hand.
      if (Postmaster.lockHolder(config.clusterDir()).isEmpty() || System.nanoTime() > giveUp) {
        throw new PostgresException.PortInUse(config.port());
      }
      Thread.sleep(STEP);
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (BindException e) {
      return false;
    }
  }
}
