// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.bench.report.Exit;
import org.routerr1.infra.doubles.model.TinyModel;
import picocli.CommandLine;

/** Needs the built worker and policy server, and the fetched Temporal. */
class DrillTrainingIT {

  private static final int CONTEXT = 8192;

  /** Stays after a failure: the servers' logs are in it. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dataDir;

  @Test
  void aKillOfEachPartChangesNoByteAndRepeatsNothing() {
    int exit =
        new CommandLine(new DrillTrainingCommand())
            .execute(
                "--lessons=0",
                "--episodes=4",
                "--model=" + TinyModel.in(dataDir, CONTEXT),
                "--context=" + CONTEXT,
                "--home=../..",
                "--data-dir=" + dataDir,
                "--json");
    assertThat(exit).isEqualTo(Exit.DONE);
  }
}
