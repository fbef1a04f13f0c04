// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.routerr1.infra.stack.StackException;

/** Starts processes in a session of their own: Ctrl-C in the terminal is not theirs. */
public final class Detached {

  private Detached() {}

  /**
   * Starts it.
   *
   * @throws StackException if it cannot be started
   */
  public static ProcessId start(ProcessSpec spec) throws IOException {
    Files.createDirectories(spec.directory());
    Files.createDirectories(spec.log().getParent());
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(spec.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(spec.directory().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    builder.environment().putAll(spec.environment());
    Process process = builder.start();
    return ProcessId.of(process.pid())
        .orElseThrow(() ->
            StackException.missing(
                "%s ended at once: %s"
                    .formatted(spec.part(), LogTail.of(spec.log(), LogTail.SHORT))));
  }
}
