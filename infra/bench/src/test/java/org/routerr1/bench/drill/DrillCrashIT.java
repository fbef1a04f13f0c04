// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.bench.report.Exit;
import picocli.CommandLine;

/** Needs the built worker and gateway, and the fetched Temporal. */
class DrillCrashIT {

  @TempDir Path dataDir;

  @Test
  void twoKillsLoseNothingAndBuyNothingTwiceThatTheJournalHeld() {
    int exit =
        new CommandLine(new DrillCrashCommand())
            .execute("--kills=2", "--home=../..", "--data-dir=" + dataDir, "--json");
    assertThat(exit).isEqualTo(Exit.DONE);
  }
}
