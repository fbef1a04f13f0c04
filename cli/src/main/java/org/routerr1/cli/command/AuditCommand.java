// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import org.routerr1.cli.console.RouterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The records of decisions and calls. */
@Command(
    name = "audit",
    description = "The records of decisions and calls.",
    subcommands = {AuditShowCommand.class, AuditVerifyCommand.class},
    subcommandsRepeatable = false)
public final class AuditCommand {

  @ParentCommand private RouterCommand root;

  RouterCommand root() {
    return root;
  }
}
