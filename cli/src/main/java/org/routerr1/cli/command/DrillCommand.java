// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.util.List;
import picocli.CommandLine.Command;

/** Parts killed in the middle of their work, and what it cost counted. */
@Command(name = "drill", description = "Parts killed in the middle of their work: crash, training.")
public final class DrillCommand extends NamedBench {

  DrillCommand() {
    super("drill-", List.of("crash", "training"));
  }
}
