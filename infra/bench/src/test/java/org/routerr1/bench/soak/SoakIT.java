// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.bench.BenchRun;
import org.routerr1.bench.report.Exit;
import org.routerr1.infra.doubles.model.TinyModel;

/** The soak's short form, on the tiny model. Needs the built policy server. */
class SoakIT {

  private static final int CONTEXT = 4096;

  @TempDir private Path dataDir;

  @Test
  void mixedLoadWithSwapsGradientsAndAKillChangesNoDecision() throws Exception {
    BenchRun run =
        BenchRun.of(
            new SoakCommand(),
            "--minutes=1",
            "--callers=12",
            "--model=" + TinyModel.in(dataDir, CONTEXT),
            "--context=" + CONTEXT,
            "--home=../..",
            "--data-dir=" + dataDir,
            "--json");
    JsonNode report = run.document();
    assertThat(run.exit()).as(report.toPrettyString()).isEqualTo(Exit.DONE);
    assertThat(report.path("rows")).hasSize(Kind.values().length);
    report
        .path("rows")
        .forEach(row -> assertThat(row.path("n").asInt()).as(row.toString()).isPositive());
    assertThat(report.path("swaps").asInt()).isGreaterThan(5);
    assertThat(report.path("updates").asInt()).isGreaterThan(5);
    assertThat(report.path("kill").path("asked_again").asInt()).isGreaterThan(5);
    assertThat(report.path("asked_again").asInt()).isGreaterThan(20);
    assertThat(report.path("different").asInt(-1)).isZero();
    assertThat(report.path("deaths").asInt(-1)).isZero();
    assertThat(report.path("memory").path("samples")).hasSizeGreaterThan(10);
  }
}
