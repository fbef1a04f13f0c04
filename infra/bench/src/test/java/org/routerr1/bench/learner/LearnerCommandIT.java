// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.learner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.bench.BenchRun;
import org.routerr1.bench.report.Exit;
import org.routerr1.infra.doubles.model.TinyModel;

/** Needs the built worker and policy server, and the fetched Temporal. */
class LearnerCommandIT {

  private static final int CONTEXT = 8192;

  @TempDir Path dataDir;

  @Test
  void aTrainingIsTimedBesideThoseWhoAsk() throws Exception {
    BenchRun run =
        BenchRun.of(
            new LearnerCommand(),
            "--only=episode_overhead,ask_while_training",
            "--quick",
            "--model=" + TinyModel.in(dataDir, CONTEXT),
            "--context=" + CONTEXT,
            "--home=../..",
            "--data-dir=" + dataDir,
            "--json");
    assertThat(run.exit()).isEqualTo(Exit.DONE);
    JsonNode rows = run.document().path("rows");
    assertThat(rows)
        .extracting(row -> row.path("what").asText())
        .containsExactly("episode_overhead", "ask_while_training");
    assertThat(rows.get(0).path("ours").asDouble()).isBetween(0.0, 100.0);
    assertThat(rows.get(1).path("ours").asDouble()).isPositive();
    assertThat(rows.get(1).path("theirs").asDouble()).isPositive();
  }
}
