// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.activities.promotion.PromotionSpec;

class EstimateTest {

  @Test
  void madeWorldsHaveFurtherSetsAndVariantsAndCostNothing() {
    Estimate estimate = Estimate.of(evaluation("specialists", null, 200, List.of("v"), null));
    assertThat(estimate).isEqualTo(new Estimate(1800, 0, false));
    assertThat(estimate)
        .hasToString(
            "about 1800 episodes, 57 min on a machine of two cores; candidates of made worlds and of recordings cost nothing");
  }

  @Test
  void liveCandidatesAreAskedDirectlyToo() {
    Estimate estimate = Estimate.of(evaluation("home", null, 100, List.of(), null));
    assertThat(estimate).isEqualTo(new Estimate(1000, 150, true));
    assertThat(estimate)
        .hasToString(
            "about 1000 episodes and 150 questions that every candidate is asked, 71 min on a machine of two cores; candidates are asked and billed as the catalogue says");
  }

  @Test
  void overARecordingNobodyIsAsked() {
    assertThat(Estimate.of(evaluation("home", null, 100, List.of("v"), "rec-1")))
        .isEqualTo(new Estimate(500, 0, false));
  }

  @Test
  void everyFileOfAFolderCounts(@TempDir Path folder) throws IOException {
    for (String name : List.of("one.jsonl", "two.jsonl")) {
      Files.writeString(folder.resolve(name), "");
    }
    assertThat(Estimate.of(evaluation("data", folder.toString(), 20, List.of("v"), null)).direct())
        .isEqualTo(60);
  }

  @Test
  void aGateComparesTwoVersions() {
    assertThat(Estimate.of(gate("home"))).isEqualTo(new Estimate(600, 150, true));
    assertThat(Estimate.of(gate("specialists"))).isEqualTo(new Estimate(1240, 0, false));
  }

  private static PromotionSpec gate(String suite) {
    return new PromotionSpec("run", "v@1", suite, null, 7, 100, .02, false, "", "me");
  }

  private static EvaluationSpec evaluation(
      String suite,
      @Nullable String data,
      int limit,
      List<String> policies,
      @Nullable String recording) {
    return new EvaluationSpec(
        "run",
        suite,
        null,
        data,
        7,
        limit,
        List.of(0.0, .25, .5, .75, 1.0),
        policies,
        List.of(),
        recording,
        null,
        4,
        null);
  }
}
