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

  void stop(PartState state) throws IOException, InterruptedException {
    if (state.part().equals(Ports.POSTGRES)) {
      PostgresProcess.stop(paths.postgres(), PATIENCE); // not smart, which waits for its clients
    } else {
      state.process().end(PATIENCE);
    }
    states.delete(state.part());
  }
}
