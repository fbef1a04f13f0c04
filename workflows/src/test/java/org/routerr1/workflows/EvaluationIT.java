// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.workflows.evaluation.EvaluationInput;
import org.routerr1.workflows.evaluation.EvaluationWorkflow;
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
    return stack
        .client()
        .newWorkflowStub(
            EvaluationWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("run/" + run)
                .setTaskQueue(RouterClient.TASK_QUEUE)
                .build());
  }

  private static EvaluationSpec specialists(
      String run, List<String> policies, @Nullable Path facts) {
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
        4);
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
  void questionFilesAreAskedOnceAndCandidatesStandBesideThePolicy() throws Exception {
    Path data = Files.createDirectories(directory.resolve("questions"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      lines.append(
          "{\"id\":\"q%d\",\"question\":\"Who wrote book %d?\",\"golden_answers\":[\"nobody\"]}%n"
              .formatted(i, i));
    }
    Files.writeString(data.resolve("made.jsonl"), lines);
    Files.writeString(
        data.resolve("read.jsonl"),
        "{\"id\":\"1\",\"question\":\"Why?\",\"context\":\"x\",\"golden_answers\":[\"y\"]}\n");
    EvaluationSpec spec =
        new EvaluationSpec(
            "e4",
            EvaluationSpec.DATA,
            null,
            data.toString(),
            7,
            6,
            List.of(0.0),
            List.of(),
            List.of(),
            null,
            null,
            4);
    String path = evaluation("e4").evaluate(EvaluationInput.of(spec));
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
