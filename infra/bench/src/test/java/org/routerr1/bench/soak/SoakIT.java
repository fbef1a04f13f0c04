// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

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

/** The soak's short form, on the tiny model. Needs the built policy server. */
class SoakIT {

  private static final int CONTEXT = 4096;

  @TempDir private Path dataDir;

  @Test
  void mixedLoadWithSwapsGradientsAndAKillChangesNoDecision() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    int exit;
    System.setOut(new PrintStream(document, true, StandardCharsets.UTF_8));
    try {
      exit =
          new CommandLine(new SoakCommand())
              .execute(
                  "--minutes=0.7",
                  "--callers=12",
                  "--model=" + TinyModel.in(dataDir, CONTEXT),
                  "--context=" + CONTEXT,
                  "--home=../..",
                  "--data-dir=" + dataDir,
                  "--json");
    } finally {
      System.setOut(out);
    }
    JsonNode report = new ObjectMapper().readTree(document.toByteArray());
    assertThat(exit).as(report.toPrettyString()).isEqualTo(Exit.DONE);
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
