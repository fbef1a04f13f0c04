// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.evaluation.EvaluationDocument;
import org.routerr1.activities.evaluation.EvaluationDocument.Row;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.activities.evaluation.RecordingDocument;
import org.routerr1.activities.evaluation.RecordingSpec;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.workflows.evaluation.EvaluationInput;
import org.routerr1.workflows.evaluation.EvaluationWorkflow;
import org.routerr1.workflows.evaluation.RecordingInput;
import org.routerr1.workflows.evaluation.RecordingWorkflow;
import org.routerr1.workflows.lab.Lab;

class EvaluationIT {

  private static @TempDir Path directory;
  private static RealStack stack;
  private static WorkerFactory worker;

  @BeforeAll
  static void up() throws Exception {
    stack = new RealStack(directory, 1, PoolConfig.DEFAULTS);
    worker = RealStack.startWorker(stack.client(plugin()));
  }

  private static RouterPlugin plugin() {
    return RouterPlugin.builder()
        .dataSource(stack.dataSource)
        .catalogue(stack.catalogue)
        .policy(stack.policy.address())
        .extension(new Lab(directory.resolve("data")))
        .build();
  }

  @AfterAll
  static void down() throws Exception {
    RealStack.stop(worker);
    stack.close();
  }

  private static EvaluationWorkflow evaluation(String run) {
    return workflow(EvaluationWorkflow.class, run);
  }

  private static <T> T workflow(Class<T> type, String run) {
    return stack
        .client()
        .newWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setWorkflowId("run/" + run)
                .setTaskQueue(RouterClient.TASK_QUEUE)
                .build());
  }

  private static EvaluationSpec specialists(
      String run, List<String> policies, @Nullable Path facts) {
    return specialists(run, policies, facts, null);
  }

  private static EvaluationSpec specialists(
      String run, List<String> policies, @Nullable Path facts, @Nullable String beside) {
    return new EvaluationSpec(
        run,
        EvaluationSpec.SPECIALISTS,
        facts == null ? null : facts.toString(),
        null,
        7,
        6,
        List.of(0.0, 1.0),
        policies,
        List.of(),
        null,
        null,
        4,
        beside);
  }

  private static JsonNode row(JsonNode document, String policy, String metric) {
    return StreamSupport.stream(document.path("rows").spliterator(), false)
        .filter(r -> r.path("data_set").asText().equals("specialists"))
        .filter(r -> r.path("policy").asText().equals(policy))
        .filter(r -> r.path("metric").asText().equals(metric))
        .filter(r -> r.path("trade_off").isNull())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void policiesAndScriptsAreComparedOnTheSameQuestions() throws Exception {
    String path = evaluation("e1").evaluate(EvaluationInput.of(specialists("e1", List.of(), null)));
    JsonNode document = new ObjectMapper().readTree(Path.of(path).toFile());
    assertThat(document.path("failed").asInt()).isZero();
    // 6 bridge questions × 2 + their variants, 1 of three hops and 1 comparison × 2.
    assertThat(document.path("episodes").asInt()).isBetween(16 + 6, 16 + 12);
    JsonNode untrained = row(document, "untrained", "reward");
    assertThat(untrained.path("n").asInt()).isEqualTo(6);
    assertThat(untrained.path("value").asDouble()).isNegative();
    assertThat(untrained.path("calls").asDouble()).isEqualTo(1);
    assertThat(row(document, "oracle", "reward").path("value").asDouble())
        .isGreaterThan(row(document, "random", "reward").path("value").asDouble());
    assertThat(row(document, "untrained", "same_under_aliases").path("n").asInt()).isEqualTo(6);
    assertThat(document.path("gap").size()).isPositive();
    assertThat(document.path("pairs").size()).isPositive();
    assertThat(Files.readString(Path.of(document.path("html").asText())))
        .contains("<svg", "constant:weak")
        .doesNotContain("<script", "http://127");
  }

  @Test
  void whatWasPlayedBeforeStandsBesideIt() throws Exception {
    evaluation("e7").evaluate(EvaluationInput.of(specialists("e7", List.of(), null)));
    LabFiles files = new LabFiles(directory.resolve("data"));
    try (Stream<Path> played = Files.list(files.run("e7").resolve("episodes"))) {
      for (Path one : played.toList()) {
        String under = Files.readString(one).replace("\"untrained\"", "\"earlier\"");
        files.writeText(
            files.run("e7-earlier").resolve("episodes").resolve(one.getFileName()), under);
      }
    }
    EvaluationSpec later = specialists("e8", List.of(), null, "e7-earlier");
    String path = evaluation("e8").evaluate(EvaluationInput.of(later));
    EvaluationDocument document = files.read(Path.of(path), EvaluationDocument.class);
    // The same version twice is level on every question, which are the same.
    assertThat(document.pairs())
        .filteredOn(pair -> pair.against().equals("earlier"))
        .filteredOn(pair -> pair.dataSet().equals("specialists"))
        .hasSize(3)
        .allSatisfy(pair -> {
          assertThat(pair.policy()).isEqualTo("untrained");
          assertThat(pair.n()).isEqualTo(6);
          assertThat(pair.difference()).isZero();
        });
    assertThat(document.overall("earlier", "reward").map(Row::value))
        .isEqualTo(document.overall("untrained", "reward").map(Row::value))
        .isPresent();
    // Only what it played itself is counted.
    assertThat(document.episodes()).isBetween(16 + 6, 16 + 12);
  }

  @Test
  void questionFilesAreAskedOnceAndCandidatesStandBesideThePolicy() throws Exception {
    Path data = questions("questions");
    Files.writeString(
        data.resolve("read.jsonl"),
        "{\"id\":\"1\",\"question\":\"Why?\",\"context\":\"x\",\"golden_answers\":[\"y\"]}\n");
    String path = evaluation("e4").evaluate(EvaluationInput.of(files("e4", data, null)));
    JsonNode document = new ObjectMapper().readTree(Path.of(path).toFile());
    assertThat(document.path("skipped").findValuesAsText("data_set")).containsExactly("read");
    assertThat(document.path("rows").findValuesAsText("policy"))
        .contains("untrained", "constant:alpha", "constant:beta", "best_constant", "knn", "oracle");
    assertThat(document.path("rows").findValuesAsText("metric"))
        .contains("exact_match", "f1", "contained");
    assertThat(document.path("episodes").asInt()).isEqualTo(6);
    // 6 tested and 5 fitted questions × 2 candidates, and one sub-question an episode.
    assertThat(Files.readAllLines(directory.resolve("data/recordings/e4/replies.jsonl")))
        .hasSizeBetween(22, 28);
    assertThat(document.path("budget_spent").asBoolean()).isFalse();
  }

  @Test
  void anEvaluationThatHasSpentItsBudgetSaysSo() throws Exception {
    EvaluationSpec spec = files("e5", questions("dear"), 1L);
    String path = evaluation("e5").evaluate(EvaluationInput.of(spec));
    JsonNode document = new ObjectMapper().readTree(Path.of(path).toFile());
    assertThat(document.path("budget_spent").asBoolean()).isTrue();
    assertThat(document.path("masked").asInt()).isPositive();
    // Fewer than the questions × candidates that all would take: what was under way was paid for.
    assertThat(Files.readAllLines(directory.resolve("data/recordings/e5/replies.jsonl")))
        .isNotEmpty()
        .hasSizeLessThan(22);
  }

  @Test
  void aRecordingThatHasSpentItsBudgetSaysSoAndGoesOnWithMore() throws Exception {
    String file = questions("recorded").resolve("made.jsonl").toString();
    RecordingSpec poor = new RecordingSpec("r1", false, List.of(file), 1, 12, 1L);
    RecordingDocument part =
        workflow(RecordingWorkflow.class, "r1").record(RecordingInput.of(poor));
    assertThat(part.budgetSpent()).isTrue();
    assertThat(part.rows()).isPositive();
    assertThat(part.failed()).isEqualTo(24 - part.rows());
    RecordingDocument whole =
        workflow(RecordingWorkflow.class, "r1").record(RecordingInput.of(poor.within(null)));
    assertThat(whole.budgetSpent()).isFalse();
    assertThat(whole.rows()).isEqualTo(24);
  }

  /** A folder with a file of twelve questions. */
  private static Path questions(String name) throws IOException {
    Path data = Files.createDirectories(directory.resolve(name));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      lines.append(
          "{\"id\":\"q%d\",\"question\":\"Who wrote book %d?\",\"golden_answers\":[\"nobody\"]}%n"
              .formatted(i, i));
    }
    Files.writeString(data.resolve("made.jsonl"), lines);
    return data;
  }

  private static EvaluationSpec files(String run, Path data, @Nullable Long budgetNanoUsd) {
    return new EvaluationSpec(
        run,
        EvaluationSpec.DATA,
        null,
        data.toString(),
        7,
        6,
        List.of(0.0),
        List.of(),
        List.of(),
        null,
        budgetNanoUsd,
        4,
        null);
  }

  @Test
  void whatCannotBePlayedFailsWithASentence() throws Exception {
    assertThatThrownBy(() ->
            evaluation("e2")
                .evaluate(EvaluationInput.of(specialists("e2", List.of("nobody@1"), null))))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("no policy version is called nobody@1");
    Path facts = directory.resolve("facts.jsonl");
    Files.writeString(
        facts, "{\"subject\":\"France\",\"relation\":\"capital\",\"object\":\"Paris\"}\n");
    assertThatThrownBy(() ->
            evaluation("e3").evaluate(EvaluationInput.of(specialists("e3", List.of(), facts))))
        .hasStackTraceContaining("facts.jsonl")
        .hasStackTraceContaining("two hops");
  }
}
