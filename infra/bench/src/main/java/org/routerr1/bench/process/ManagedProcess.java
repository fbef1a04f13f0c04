// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;

/** A server process that may be killed and started again; it is ended with the bench. */
public final class ManagedProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final ProcessSpec spec;
  private final Ready.Check ready;
  private final Thread atExit = new Thread(this::killQuietly);
  private volatile ProcessId id;

  private ManagedProcess(ProcessSpec spec, Ready.Check ready) {
    this.spec = spec;
    this.ready = ready;
    this.id = launch(spec);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts it and waits until it is ready. */
  public static ManagedProcess start(ProcessSpec spec, Ready.Check ready)
      throws InterruptedException {
    ManagedProcess process = new ManagedProcess(spec, ready);
    process.awaitReady();
    return process;
  }

  /** Of the process that was started last. */
  public long pid() {
    return id.pid();
  }

  public boolean isAlive() {
    return id.alive();
  }

  /** Ends it as a crash would; returns when it is gone. */
  public void kill() throws InterruptedException {
    id.kill();
  }

  /** Starts it again; {@link #awaitReady} waits. */
  public void relaunch() {
    id = launch(spec);
  }

  public void awaitReady() throws InterruptedException {
    Ready.await(spec, id, ready, PATIENCE);
  }

  @Override
  public void close() {
    try {
      id.end(GOODBYE);
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      killQuietly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook does it.
    }
  }

  private void killQuietly() {
    try {
      id.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProcessId launch(ProcessSpec spec) {
    try {
      return Detached.start(spec);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + spec.part(), e);
    }
  }
}
