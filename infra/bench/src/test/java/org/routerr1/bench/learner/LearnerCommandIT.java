// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.learner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.bench.Exit;
import org.routerr1.infra.doubles.model.TinyModel;
import picocli.CommandLine;

/** Needs the built worker and policy server, and the fetched Temporal. */
class LearnerCommandIT {

  private static final int CONTEXT = 8192;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dataDir;

  @Test
  void aTrainingIsTimedBesideThoseWhoAsk() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit =
          new CommandLine(new LearnerCommand())
              .execute(
                  "--only=episode_overhead,ask_while_training",
                  "--quick",
                  "--model=" + TinyModel.in(dataDir, CONTEXT),
                  "--context=" + CONTEXT,
                  "--home=../..",
                  "--data-dir=" + dataDir,
                  "--json");
    } finally {
      System.setOut(stdout);
    }
    assertThat(exit).isEqualTo(Exit.DONE);
    JsonNode rows = JSON.readTree(out.toString(StandardCharsets.UTF_8)).path("rows");
    assertThat(rows)
        .extracting(row -> row.path("what").asText())
        .containsExactly("episode_overhead", "ask_while_training");
    assertThat(rows.get(0).path("ours").asDouble()).isBetween(0.0, 100.0);
    assertThat(rows.get(1).path("ours").asDouble()).isPositive();
    assertThat(rows.get(1).path("theirs").asDouble()).isPositive();
  }

  @Test
  void aRowThatIsNoneIsRefused() {
    assertThat(
            new CommandLine(new LearnerCommand()).execute("--only=speed", "--data-dir=" + dataDir))
        .isNotEqualTo(Exit.DONE);
  }
}
