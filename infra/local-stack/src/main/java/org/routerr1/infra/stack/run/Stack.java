// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.routerr1.infra.stack.DirectoryLock;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.process.FreePort;
import org.routerr1.infra.stack.process.Ready;

/**
 * The parts of a data directory: started (what is well and as wanted is kept, what is dead or
 * outdated is started anew), looked at, stopped.
 */
public final class Stack {

  private static final int LOOKS = 3; // a busy machine may miss one

  private final StackPaths paths;
  private final StateFiles states;
  private final Stopper stopper;
  private final Progress progress;
  private final Clock clock;

  public Stack(StackPaths paths, Progress progress, Clock clock) {
    this.paths = paths;
    this.states = new StateFiles(paths.run());
    this.stopper = new Stopper(paths, states);
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Brings the stack to what is wanted.
   *
   * @throws StackException with what stands in the way; what was started is stopped again
   */
  public Startup up(List<Part> wanted) throws IOException, InterruptedException {
    try (DirectoryLock held = DirectoryLock.take(paths.run(), progress)) {
      List<Part> open = new ArrayList<>();
      for (Part part : wanted) {
        if (!kept(part)) {
          open.add(part);
        }
      }
      demandPorts(open);
      Startup startup = new Startup(states, stopper, progress, clock);
      startup.start(open);
      return startup;
    }
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

  private boolean kept(Part part) throws IOException, InterruptedException {
    Optional<PartState> known = states.read(part.name());
    if (known.isEmpty()) {
      return false;
    }
    PartState state = known.get();
    PartStatus.Health health = health(state, LOOKS);
    if (health == PartStatus.Health.RUNNING && state.fingerprint().equals(part.fingerprint())) {
      return true;
    }
    switch (health) {
      case RUNNING -> progress.say(part.name() + " is configured anew and starts again");
      case NOT_ANSWERING -> progress.say(part.name() + " does not answer and starts again");
      case DEAD -> progress.say(part.name() + " has died and starts again");
    }
    stopper.stop(state);
    return false;
  }

  private static PartStatus.Health health(PartState state, int looks) throws InterruptedException {
    if (!state.process().alive()) {
      return PartStatus.Health.DEAD;
    }
    if (state.health().isEmpty()) {
      return PartStatus.Health.RUNNING;
    }
    Ready.Check check = Ready.http(URI.create(state.health()));
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
