// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.routerr1.infra.stack.DirectoryLock;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.process.Ready;

/**
 * The parts of a data directory: started (what is well and as wanted is kept, what is dead or
 * outdated is started anew), looked at, stopped.
 */
public final class Stack {

  private static final int LOOKS = 3; // a busy machine may miss one
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final long STEP_MILLIS = 200;

  private final StackPaths paths;
  private final StateFiles states;
  private final Stopper stopper;
  private final Progress progress;
  private final Clock clock;

  public Stack(StackPaths paths, Progress progress, Clock clock) {
    this.paths = paths;
    this.states = new StateFiles(paths.run(), paths.postgres());
    this.stopper = new Stopper(paths, states);
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Brings the stack to what is wanted. A part that does not answer while one that it needs is
   * being started gets the time to recover with it.
   *
   * @throws StackException with what stands in the way; what was started is stopped again
   */
  public Startup up(List<Part> wanted) throws IOException, InterruptedException {
    try (DirectoryLock held = DirectoryLock.take(paths.run(), progress)) {
      List<Part> open = new ArrayList<>();
      List<Part> recovering = new ArrayList<>();
      for (Part part : wanted) {
        boolean needsOpen = open.stream().anyMatch(other -> part.needs().contains(other.name()));
        switch (known(part)) {
          case RUNNING -> {}
          case NOT_ANSWERING -> (needsOpen ? recovering : open).add(part);
          case DEAD -> open.add(part);
        }
      }
      Startup startup = new Startup(states, stopper, progress, clock);
      begin(startup, open);
      List<Part> lost = new ArrayList<>();
      for (Part part : recovering) {
        if (!recovers(part)) {
          lost.add(part);
        }
      }
      begin(startup, lost);
      return startup;
    }
  }

  /** Refuses, before anything is fetched, what would find its ports taken. */
  public void demandPortsOfAbsent(List<Part> wanted) throws IOException {
    List<Part> absent = new ArrayList<>();
    for (Part part : wanted) {
      if (states.read(part.name()).filter(state -> state.process().alive()).isEmpty()) {
        absent.add(part);
      }
    }
    demandPorts(absent);
  }

  /** Starts one part again, and leaves the others alone whatever they say. */
  public void restart(Part part) throws IOException, InterruptedException {
    try (DirectoryLock held = DirectoryLock.take(paths.run(), progress)) {
      Startup startup = new Startup(states, stopper, progress, clock);
      begin(startup, List.of(part));
      startup.keep();
    }
  }

  private void begin(Startup startup, List<Part> parts) throws IOException, InterruptedException {
    try {
      for (Part part : parts) {
        Optional<PartState> old = states.read(part.name());
        if (old.isPresent()) {
          progress.say(part.name() + " starts again");
          stopper.stop(old.get());
        }
      }
      demandPorts(parts);
    } catch (IOException | InterruptedException | StackException e) {
      startup.undo();
      throw e;
    }
    startup.start(parts);
  }

  /** Stops everything, the last started first; returns the names of what ran. */
  public List<String> down() throws IOException, InterruptedException {
    try (DirectoryLock held = DirectoryLock.take(paths.run(), progress)) {
      List<String> stopped = new ArrayList<>();
      for (PartState state : states.all()) {
        boolean ran = state.process().alive();
        stopper.stop(state);
        if (ran) {
          stopped.add(state.part());
          progress.say("stopped " + state.part());
        }
      }
      return stopped;
    }
  }

  /** How the parts are that were started and not stopped, the first started first. */
  public List<PartStatus> status() throws IOException, InterruptedException {
    List<PartStatus> all = new ArrayList<>();
    for (PartState state : states.all().reversed()) {
      all.add(new PartStatus(state, health(state, 1)));
    }
    return all;
  }

  /** What is written down of a part. */
  public Optional<PartState> state(String part) throws IOException {
    return states.read(part);
  }

  /** How a part is; one that is configured otherwise than wanted counts as dead. */
  private PartStatus.Health known(Part part) throws IOException, InterruptedException {
    Optional<PartState> state = states.read(part.name());
    if (state.isEmpty()) {
      return PartStatus.Health.DEAD;
    }
    PartStatus.Health health = health(state.get(), LOOKS);
    if (health != PartStatus.Health.DEAD && !state.get().fingerprint().equals(part.fingerprint())) {
      if (!state.get().fingerprint().isEmpty()) {
        progress.say(part.name() + " is configured anew");
      }
      return PartStatus.Health.DEAD;
    }
    return health;
  }

  private boolean recovers(Part part) throws IOException, InterruptedException {
    PartState state = states.read(part.name()).orElseThrow();
    progress.now("waiting for " + part.name() + " to recover");
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    while (System.nanoTime() < deadline) {
      switch (health(state, 1)) {
        case RUNNING -> {
          return true;
        }
        case DEAD -> {
          return false;
        }
        case NOT_ANSWERING -> TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      }
    }
    return false;
  }

  private static PartStatus.Health health(PartState state, int looks) throws InterruptedException {
    if (!state.process().alive()) {
      return PartStatus.Health.DEAD;
    }
    if (state.health().isEmpty()) {
      return PartStatus.Health.RUNNING;
    }
    Ready.Check check = Ready.at(URI.create(state.health()));
    for (int i = 0; i < looks; i++) {
      if (check.holds()) {
        return PartStatus.Health.RUNNING;
      }
    }
    return PartStatus.Health.NOT_ANSWERING;
  }

  private static void demandPorts(List<Part> parts) {
    for (Part part : parts) {
      for (Map.Entry<String, Integer> port : part.ports().entrySet()) {
        if (!FreePort.isFree(port.getValue())) {
          throw StackException.missing(
              "port %d on 127.0.0.1, which %s needs (%s), is in use by another process: end that process, or choose other ports with --port-base N (0: any free ones)"
                  .formatted(port.getValue(), part.name(), port.getKey()));
        }
      }
    }
  }
}
