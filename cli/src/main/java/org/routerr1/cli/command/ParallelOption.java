// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import org.jspecify.annotations.Nullable;
import org.routerr1.cli.lab.Specs;
import picocli.CommandLine.Option;

/** How many questions are played at a time; the same wherever questions are played. */
final class ParallelOption {

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "questions played at a time (default 4, eval 6, for two processors; on a GPU 32)")
  private @Nullable Integer parallel;

  /** Null where nothing was said; throws if it cannot be followed. */
  @Nullable Integer questions() {
    Integer asked = parallel;
    return asked == null ? null : (Integer) Specs.parallel(asked);
  }
}
