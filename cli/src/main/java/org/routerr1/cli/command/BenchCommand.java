// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.util.List;
import picocli.CommandLine.Command;

/** What a durable round costs, and how fast policy server and learner are. */
@Command(
    name = "bench",
    description =
        "What a durable round costs, and how fast policy server and learner are: learner, overhead, peft, policy, soak.")
public final class BenchCommand extends NamedBench {

  BenchCommand() {
    super("", List.of("learner", "overhead", "peft", "policy", "soak"));
  }
}
