// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.process.ProcessId;

/** A process of the stack, as it is wanted. */
public interface Part {

  String name();

  /** Names of the parts that must be ready before this one starts. */
  List<String> needs();

  /** What it listens on, by use. */
  Map<String, Integer> ports();

  Path log();

  /** As in {@link PartState}. */
  String health();

  /** Changes with its configuration. */
  String fingerprint();

  /** Starts it; it need not be ready yet. */
  ProcessId start() throws IOException, InterruptedException;

  /**
   * Waits until it does its work.
   *
   * @throws org.routerr1.infra.stack.StackException if it does not
   */
  void awaitReady(ProcessId process) throws InterruptedException;
}
