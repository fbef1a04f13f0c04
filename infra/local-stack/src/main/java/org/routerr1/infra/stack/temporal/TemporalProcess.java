// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.temporal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.fetch.Disk;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;

/**
 * A Temporal server that this process has started and may kill, start again and close. Everything
 * that it was told survives in its database file.
 */
public final class TemporalProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final TemporalSettings settings;
  private ProcessId id;
  private final Thread atExit;

  private TemporalProcess(TemporalSettings settings, ProcessId id) {
    this.settings = settings;
    this.id = id;
    this.atExit = new Thread(this::endQuietly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a server in a directory of its own, on free ports; gone when closed or at exit. */
  public static TemporalProcess temporary(Path dir) {
    return start(TemporalSettings.temporary(dir));
  }

  /**
   * Starts it and waits until it serves.
   *
   * @throws StackException if it does not
   */
  public static TemporalProcess start(TemporalSettings settings) {
    return new TemporalProcess(settings, launch(settings));
  }

  /** The server answers for its default namespace. */
  public static Ready.Check ready(TemporalSettings settings) {
    return Ready.http(settings.ui().resolve("/api/v1/namespaces/default"));
  }

  public TemporalSettings settings() {
    return settings;
  }

  /** What clients connect to: {@code 127.0.0.1:PORT}. */
  public String address() {
    return settings.address();
  }

  /** Kills the server as a crash would. */
  public void kill() throws InterruptedException {
    id.kill();
  }

  /** Starts it again, on the same port and file. */
  public void restart() {
    id = launch(settings);
  }

  @Override
  public void close() throws InterruptedException {
    id.end(GOODBYE);
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void endQuietly() {
    try {
      id.end(GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProcessId launch(TemporalSettings settings) {
    ProcessSpec spec = settings.spec();
    if (!FreePort.isFree(settings.port())) {
      throw StackException.missing(
          "port %d on 127.0.0.1 is in use, and Temporal needs it: end what listens there, or choose another port"
              .formatted(settings.port()));
    }
    Optional<ProcessId> started = Optional.empty();
    try {
      started = Optional.of(Detached.start(spec));
      Ready.await(spec, started.get(), ready(settings), PATIENCE);
      return started.get();
    } catch (IOException e) {
      throw Disk.failed(spec.directory(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackException.missing("interrupted while Temporal was starting");
    } catch (StackException e) {
      started.ifPresent(TemporalProcess::killQuietly);
      throw e;
    }
  }

  private static void killQuietly(ProcessId id) {
    try {
      id.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
