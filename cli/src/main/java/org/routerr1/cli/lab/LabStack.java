// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.infra.stack.Ports;

/** A stack for a run, and a connection to its Temporal. */
public final class LabStack {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SUFFIXES = 1 << 16;

  private LabStack() {}

  /** What is done with it. */
  @FunctionalInterface
  public interface Work {
    ExitCode run(RunClient runs) throws Exception;
  }

  /** Starts the stack, works, and leaves it up; on failure or Ctrl-C stops what was started. */
  public static int with(RouterCommand root, LocalStack stack, Work work) throws Exception {
    LocalStack.Started started = stack.up();
    if (!started.startup().started().isEmpty()) {
      root.console().stackEnds();
    }
    boolean own = stack.temporalUi().isPresent();
    String local = own ? "127.0.0.1:" + stack.ports().of(Ports.TEMPORAL) : null;
    try (RunClient runs = new RunClient(local, root.environment())) {
      ExitCode code = work.run(runs);
      started.startup().keep();
      return code.code();
    } catch (Exception e) {
      started.startup().undo();
      throw e;
    }
  }

  /** A run's id that tells when it began, and that no other run has. */
  public static String newId(String kind) {
    return "%s-%s-%04x"
        .formatted(kind, STAMP.format(LocalDateTime.now(ZoneOffset.UTC)), RANDOM.nextInt(SUFFIXES));
  }
}
