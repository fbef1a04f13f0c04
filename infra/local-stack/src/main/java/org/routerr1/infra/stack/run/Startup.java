// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.routerr1.infra.stack.DirectoryLock;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.process.ProcessId;

/**
 * One start of the stack. Until {@link #keep} is called, the end of this process (Ctrl-C, a
 * failure) stops exactly what it started and nothing else.
 */
public final class Startup {

  private static final long UNDER_WAY_SECONDS = 20;

  private final StateFiles states;
  private final Stopper stopper;
  private final Progress progress;
  private final Clock clock;
  private final List<PartState> started = new ArrayList<>();
  private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock undoing = new ReentrantLock();
  private final Thread atExit = new Thread(this::undo);

  Startup(StateFiles states, Stopper stopper, Progress progress, Clock clock) {
    this.states = states;
    this.stopper = stopper;
    this.progress = progress;
    this.clock = clock;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts them, side by side where their needs allow, and waits until all are ready. */
  void start(List<Part> parts) throws InterruptedException {
    Map<String, CompletableFuture<Void>> ready = new HashMap<>();
    CompletableFuture<Void> failed = new CompletableFuture<>();
    for (Part part : parts) {
      CompletableFuture<?>[] needs =
          part.needs().stream()
              .map(ready::get)
              .filter(f -> f != null)
              .toArray(CompletableFuture[]::new);
      CompletableFuture<Void> one =
          CompletableFuture.allOf(needs).thenRunAsync(() -> startOne(part), pool);
      one.exceptionally(e -> {
        failed.completeExceptionally(e);
        return null;
      });
      ready.put(part.name(), one);
    }
    CompletableFuture<?> all =
        CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, failed).get();
    } catch (ExecutionException e) {
      undo();
      throw cause(e);
    } catch (InterruptedException e) {
      undo();
      throw e;
    }
  }

  /** Names of the parts that were started here. */
  public synchronized List<String> started() {
    return started.stream().map(PartState::part).toList();
  }

  /** From now on what was started stays. */
  public void keep() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the process is ending: undo has it
    }
  }

  /**
   * Stops what was started here, the last first. An interruption reaches both the start that failed
   * by it and the hook: the second comer waits, or the process would end in the middle of the first
   * one's work. Another command waits as well, which would see parts run that are about to end.
   */
  public void undo() {
    undoing.lock();
    try {
      if (started().isEmpty()) {
        stopAll();
        return;
      }
      try (DirectoryLock held = DirectoryLock.join(states.dir(), progress)) {
        stopAll();
      }
    } catch (IOException e) {
      // What was started must not stay for want of a lock.
      progress.say(states.dir() + " cannot be locked: " + e.getMessage());
      stopAll();
    } finally {
      undoing.unlock();
    }
  }

  private void stopAll() {
    pool.shutdownNow();
    try {
      pool.awaitTermination(UNDER_WAY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<PartState> mine;
    synchronized (this) {
      mine = new ArrayList<>(started).reversed();
      started.clear();
    }
    for (PartState state : mine) {
      progress.say("stopping " + state.part() + ", which this command had started");
      try {
        stopper.stop(state);
      } catch (IOException | InterruptedException | RuntimeException e) {
        progress.say(
            "could not stop %s (pid %d): %s".formatted(state.part(), state.process().pid(), e));
      }
    }
    // Not before: an interruption in the middle would end this process, and leave the others.
    keep();
  }

  private void startOne(Part part) {
    try {
      long from = clock.millis();
      progress.now("starting " + part.name());
      ProcessId process = part.start();
      PartState state =
          new PartState(
              part.name(),
              process,
              part.ports(),
              part.health(),
              part.log(),
              part.fingerprint(),
              clock.millis());
      synchronized (this) {
        started.add(state);
      }
      states.write(state);
      part.awaitReady(process);
      progress.say("%s is ready (%.1f s)".formatted(part.name(), (clock.millis() - from) / 1e3));
    } catch (IOException e) {
      throw StackException.missing("cannot start %s: %s".formatted(part.name(), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackException.missing("interrupted while " + part.name() + " was starting");
    }
  }

  private static RuntimeException cause(ExecutionException e) {
    Throwable cause = e.getCause();
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException bad ? bad : new IllegalStateException(cause);
  }
}
