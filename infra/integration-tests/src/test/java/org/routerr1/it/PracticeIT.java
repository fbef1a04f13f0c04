// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.evaluation.RecordingDocument;
import org.routerr1.activities.evaluation.RecordingSpec;
import org.routerr1.activities.training.Material;
import org.routerr1.activities.training.Practice;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingConfig.Reinforcement;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.workflows.evaluation.RecordingInput;
import org.routerr1.workflows.evaluation.RecordingWorkflow;
import org.routerr1.workflows.training.TrainingInput;
import org.routerr1.workflows.training.TrainingWorkflow;

/** Practice on real questions after the lessons, on the real parts: what it takes and pays. */
class PracticeIT {

  private static final int QUESTIONS = 6;
  private static final int LESSONS = 2;
  private static final long PLENTY = 1_000_000_000;

  @TempDir private static Path directory;
  private static LabStack stack;
  private static Path questions;

  @BeforeAll
  static void up() throws Exception {
    stack = new LabStack(directory);
    questions =
        Files.writeString(
            directory.resolve("questions.jsonl"),
            IntStream.range(0, QUESTIONS)
                .mapToObj(i ->
                    "{\"id\": \"q%1$d\", \"question\": \"What is %1$d?\", \"golden_answers\": [\"%1$d\"]}"
                        .formatted(i))
                .collect(Collectors.joining("\n")));
  }

  @AfterAll
  static void down() throws Exception {
    stack.close();
  }

  private static TrainingDocument train(String run, Material material) {
    TrainingConfig config = TinyTraining.steps(LESSONS);
    return stack
        .run(TrainingWorkflow.class, run)
        .train(
            TrainingInput.of(new TrainingSpec(run, config, 3, null, 1, true, "a test", material)));
  }

  private static long episodesOfAStep() {
    Reinforcement of = TinyTraining.steps(LESSONS).reinforcement();
    return (long) of.questions() * of.samples() * of.tradeOffs();
  }

  private static long bought() {
    return stack.pool().counts().total().bought();
  }

  @Test
  void aRecordingIsPractisedOnAndGrowsByWhatItLacks() throws IOException {
    RecordingDocument recorded =
        stack
            .run(RecordingWorkflow.class, "small")
            .record(
                RecordingInput.of(
                    new RecordingSpec(
                        "small", false, List.of(questions.toString()), 1, QUESTIONS, null)));
    assertThat(recorded.rows()).isEqualTo(QUESTIONS);
    assertThat(recorded.failed()).isZero();

    long before = bought();
    TrainingDocument trained = train("practised", new Material(List.of("small"), null, PLENTY));
    assertThat(trained.stopped()).isEqualTo("done");
    assertThat(trained.steps()).isEqualTo(2 * LESSONS);
    assertThat(trained.nanoUsd()).isBetween(1L, PLENTY);
    // Asked once, kept, never again.
    assertThat(replies("small")).isEqualTo(QUESTIONS + bought() - before).isGreaterThan(QUESTIONS);
    assertThat(trained.episodes())
        .isEqualTo(LESSONS * episodesOfAStep() + (long) QUESTIONS * Practice.SAMPLES);
  }

  @Test
  void moneyIsSpentOnWhatIsNotRecordedAndEndsThePractice() throws IOException {
    long before = bought();
    TrainingDocument trained =
        train("spender", new Material(List.of(), questions.toString(), 1_000L));
    assertThat(trained.stopped()).isEqualTo("budget");
    assertThat(trained.steps()).isEqualTo(LESSONS + 1);
    assertThat(trained.nanoUsd()).isGreaterThanOrEqualTo(1_000L);
    assertThat(replies("feedback")).isEqualTo(bought() - before).isPositive();
  }

  /** Replies that a recording holds. */
  private static long replies(String recording) throws IOException {
    Path file = stack.data().resolve("recordings").resolve(recording).resolve("replies.jsonl");
    try (Stream<String> rows = Files.lines(file)) {
      return rows.count();
    }
  }
}
