// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.postgres.PostgresConfig;
import org.routerr1.infra.stack.postgres.PostgresProcess;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.temporal.TemporalBinary;
import org.routerr1.infra.stack.temporal.TemporalProcess;
import org.routerr1.infra.stack.temporal.TemporalSettings;

/** The servers that a query stands on, with the settings of the local stack: database, Temporal. */
public final class Foundations implements AutoCloseable {

  private static final Duration GOODBYE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(50);

  private final PostgresConfig config;
  private final RunningPostgres postgres;
  private final TemporalProcess temporal;
  private final Thread atExit;

  private Foundations(
      PostgresConfig config, RunningPostgres postgres, TemporalProcess temporal, Thread atExit) {
    this.config = config;
    this.postgres = postgres;
    this.temporal = temporal;
    this.atExit = atExit;
  }

  /** Starts both, with their files in a directory, on free ports. */
  public static Foundations start(Path binaries, Path dir) {
    List<Integer> ports = FreePort.some(3);
    PostgresConfig config =
        new PostgresConfig(
            binaries, dir.resolve("postgres"), ports.get(0), dir.resolve("logs/postgres.log"));
    Thread atExit = new Thread(() -> PostgresProcess.stop(config.dataDir(), GOODBYE));
    Runtime.getRuntime().addShutdownHook(atExit);
    RunningPostgres postgres = PostgresProcess.start(config);
    TemporalProcess temporal =
        TemporalProcess.start(
            new TemporalSettings(
                TemporalBinary.fetched(),
                dir.resolve("temporal"),
                ports.get(1),
                ports.get(2),
                dir.resolve("logs/temporal.log")));
    return new Foundations(config, postgres, temporal, atExit);
  }

  public RunningPostgres postgres() {
    return postgres;
  }

  public String temporalAddress() {
    return temporal.address();
  }

  /** Kills Temporal as a crash would. */
  public void killTemporal() throws InterruptedException {
    temporal.kill();
  }

  /**
   * Starts Temporal again on its port and waits until it serves. While it was away, a client's
   * attempt to connect may have been given that very port as its own; it lets go of it soon.
   */
  public void restartTemporal() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!FreePort.isFree(temporal.settings().port()) && System.nanoTime() < end) {
      Thread.sleep(STEP);
    }
    temporal.restart();
  }

  @Override
  public void close() {
    try {
      temporal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      PostgresProcess.stop(config.dataDir(), GOODBYE);
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }
}
