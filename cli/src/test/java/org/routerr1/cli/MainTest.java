// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.infra.stack.Json;

/** The command line from outside: arguments in, streams and exit code out; nothing is started. */
class MainTest {

  @TempDir Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();

  private int run(String... args) {
    return runIn(Path.of("..").toAbsolutePath(), args);
  }

  private int runIn(Path home, String... args) {
    out.reset();
    err.reset();
    RouterCommand root = new RouterCommand(home, environment);
    List<String> all =
        Stream.concat(Stream.of("--data-dir", dir.resolve("data").toString()), Stream.of(args))
            .toList();
    return Main.run(
        root,
        all.toArray(String[]::new),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private JsonNode document() throws IOException {
    return Json.MAPPER.readTree(out());
  }

  @Test
  void statusOfNothingIsOneDocument() throws Exception {
    assertThat(run("status", "--json")).isZero();

    assertThat(document().path("running").isBoolean()).isTrue();
    assertThat(document().path("running").asBoolean()).isFalse();
    assertThat(document().path("parts")).isEmpty();
    assertThat(err()).isEmpty();
  }

  @Test
  void globalOptionsStandBeforeOrAfterTheCommand() throws Exception {
    assertThat(run("--json", "status")).isZero();
    assertThat(document().path("data_dir").asText()).isEqualTo(dir.resolve("data").toString());
  }

  @Test
  void downOfNothingIsNoError() throws Exception {
    assertThat(run("down", "--json")).isZero();
    assertThat(document().path("stopped")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stattus|",
        "status --bogus|--bogus",
        "demo --crash nobody|nobody",
        "ask|question",
        "ask Why? --trade-off 1.5|--trade-off",
        "ask Why? --trade-off much|--trade-off",
        "ask Why? --budget 0|--budget",
        "up --port-base 80|port base 80",
        "up --port-base many|--port-base",
        "up --catalogue nowhere.yaml|nowhere.yaml",
        "drill nothing|nothing",
        "bench nothing|nothing",
        "logs nothing|nothing",
        "eval --suite nowhere|nowhere",
        "eval --baselines nobody|nobody",
        "eval --trade-offs 2|trade-off",
        "eval --limit 0|--limit",
        "eval --data nowhere|nowhere",
        "eval --facts nowhere.jsonl|nowhere.jsonl",
        "eval --environment live|--environment",
        "eval --suite home --budget 0|budget",
        "record|--suite",
        "record --data nowhere.jsonl|nowhere.jsonl",
        "train|--config",
        "train --config nothing|nothing",
        "train --config grpo --steps 0|--steps",
        "train --config grpo --parallel 0|--parallel",
        "eval --parallel 257|--parallel",
        "train --config home --budget 1|--recording",
        "train --config home --recording some --budget 0|budget of 0",
        "train --config home --recording nowhere|nowhere",
        "train --config home --recording /nowhere/graded.jsonl|/nowhere/graded.jsonl",
        "schedule create --id a --config grpo --cron @daily --budget 0|budget of 0",
        "policy nothing|nothing",
        "policy promote|version",
        "policy promote x --force|--reason",
        "policy export x|--to",
        "runs nothing|nothing",
        "runs show|run",
        "schedule nothing|nothing",
        "schedule create|--id",
        "schedule create --id a --config grpo --cron daily|--cron"
      })
  void badInputIsOneSentenceAndExitCode2(String line, String named) throws Exception {
    String[] args = (line + " --json").split(" ");

    assertThat(run(args)).isEqualTo(2);

    JsonNode error = document().path("error");
    assertThat(error.path("code").asInt()).isEqualTo(2);
    assertThat(error.path("message").asText()).contains(named == null ? "" : named);
    assertThat(err()).doesNotContain("\tat ");
    assertThat(dir.resolve("data/run")).doesNotExist();
    assertThat(dir.resolve("data/cache")).doesNotExist();
  }

  @Test
  void aBadCatalogueIsRefusedBeforeAnythingIsFetched() throws Exception {
    Path catalogue =
        Files.writeString(
            dir.resolve("mine.yaml"),
            """
            candidates:
              - id: one
                endpoint: http://127.0.0.1:1/v1
                colour: blue
            """);

    assertThat(run("demo", "--catalogue", catalogue.toString())).isEqualTo(2);

    assertThat(err()).contains("mine.yaml").contains("colour").contains("price");
    assertThat(dir.resolve("data")).doesNotExist();
  }

  @Test
  void aModelFileThatIsNoneIsRefused() throws Exception {
    environment.put("ROUTER_POLICY_MODEL", dir.resolve("none.gguf").toString());
    assertThat(run("up")).isEqualTo(2);
    assertThat(err()).contains("none.gguf").contains("not there");

    environment.put(
        "ROUTER_POLICY_MODEL", Files.writeString(dir.resolve("text.gguf"), "hello").toString());
    assertThat(run("up")).isEqualTo(2);
    assertThat(err()).contains("text.gguf").contains("not a GGUF file");
  }

  @Test
  void aCandidateThatTheCatalogueDoesNotHaveIsRefusedBeforeAnythingIsFetched() {
    environment.put("ROUTER_QUERY_CANDIDATES", "gemma3-270m, nobody");
    assertThat(run("up")).isEqualTo(2);
    assertThat(err())
        .contains("ROUTER_QUERY_CANDIDATES names \"nobody\"")
        .contains("gemma3-270m, smollm2-135m");
    assertThat(dir.resolve("data")).doesNotExist();
  }

  @Test
  void aTemporalThatCannotBeReachedIsMissing() {
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    assertThat(run("up")).isEqualTo(3);
    assertThat(err()).contains("127.0.0.1:1").contains("cannot be reached");

    environment.put("TEMPORAL_ADDRESS", "nonsense");
    assertThat(run("up")).isEqualTo(2);
  }

  @Test
  void aDatabaseOrPolicyServerThatCannotBeReachedIsMissing() {
    environment.put("ROUTER_DB_URL", "jdbc:postgresql://127.0.0.1:1/books");
    assertThat(run("up")).isEqualTo(3);
    assertThat(err()).contains("the database that ROUTER_DB_URL names (127.0.0.1:1)");

    environment.remove("ROUTER_DB_URL");
    environment.put("ROUTER_POLICY_ADDRESS", "127.0.0.1:1");
    assertThat(run("up")).isEqualTo(3);
    assertThat(err()).contains("the policy server that ROUTER_POLICY_ADDRESS names");
  }

  @Test
  void thePortBaseInTheEnvironmentIsChecked() {
    environment.put("ROUTER_PORT_BASE", "many");
    assertThat(run("up")).isEqualTo(2);
    assertThat(err()).contains("ROUTER_PORT_BASE");
  }

  @Test
  void aMissingPythonIsTold() {
    environment.put("ROUTER_PYTHON", "/nowhere/python");
    assertThat(run("up")).isEqualTo(3);
    assertThat(err()).contains("/nowhere/python").contains("apt install python3-venv");
  }

  @Test
  void helpGoesToStandardOutput() {
    assertThat(run("ask", "--help")).isZero();
    assertThat(out()).contains("--trade-off");
  }

  @Test
  void helpOnABenchIsItsOwn() {
    assertThat(run("bench", "--help")).isZero();
    assertThat(out()).contains("overhead").contains("NAME");
    // There is none that could tell its options.
    assertThat(runIn(dir, "bench", "learner", "--help")).isEqualTo(3);
    assertThat(err()).contains("bench.jar is not built");
  }
}
