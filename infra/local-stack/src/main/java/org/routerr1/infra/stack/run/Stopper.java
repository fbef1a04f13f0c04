// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.time.Duration;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.postgres.PostgresProcess;

/** Stops a part by its state file, whoever started it. */
final class Stopper {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final StackPaths paths;
  private final StateFiles states;

  Stopper(StackPaths paths, StateFiles states) {
    this.paths = paths;
    this.states = states;
  }

  /** Another command may have started the part anew since: its process and its state stay. */
  void stop(PartState state) throws IOException, InterruptedException {
    boolean latest =
        states.read(state.part()).filter(now -> !now.process().equals(state.process())).isEmpty();
    if (!state.part().equals(Ports.POSTGRES)) {
      state.process().end(PATIENCE);
    } else if (latest) {
      PostgresProcess.stop(paths.postgres(), PATIENCE); // not smart, which waits for its clients
    }
    if (latest) {
      states.delete(state.part());
    }
  }
}
