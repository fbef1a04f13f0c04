// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.Trajectory;
import org.routerr1.activities.evaluation.EvaluationDocument.Pair;
import org.routerr1.activities.promotion.PromotionBook;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.activities.training.CurvePoint;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingConfig.Lessons;
import org.routerr1.activities.training.TrainingConfig.MadeWorld;
import org.routerr1.activities.training.TrainingConfig.Reinforcement;
import org.routerr1.activities.training.TrainingConfig.Validation;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.lab.Lab;
import org.routerr1.workflows.training.PromotionWorkflow;
import org.routerr1.workflows.training.TrainingInput;
import org.routerr1.workflows.training.TrainingWorkflow;

class TrainingIT {

  private static @TempDir Path directory;
  private static RealStack stack;
  private static WorkerFactory worker;

  @BeforeAll
  static void up() throws Exception {
    stack = new RealStack(directory, 1, PoolConfig.DEFAULTS);
    worker = start();
  }

  private static WorkerFactory start() {
    return RealStack.startWorker(
        stack.client(
            RouterPlugin.builder()
                .dataSource(stack.dataSource)
                .catalogue(stack.catalogue)
                .policy(stack.policy.address())
                .extension(new Lab(directory.resolve("data")))
                .build()));
  }

  @AfterAll
  static void down() throws Exception {
    RealStack.stop(worker);
    stack.close();
  }

  private static WorkflowOptions options(String run) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId("run/" + run)
        .setTaskQueue(RouterClient.TASK_QUEUE)
        .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
        .build();
  }

  private static TrainingSpec spec(String run, int warm, int reinforced) {
    TrainingConfig config =
        new TrainingConfig(
            "specialists",
            new MadeWorld("trade_off", 16, 12),
            new Lessons(warm, 3, 1e-3, 1e-4, 6, false),
            new Reinforcement(reinforced, 2, 2, 2, 1e-4),
            new Validation(2, 2),
            3,
            10,
            4);
    return new TrainingSpec(run, config, 3, null, 1, true, "test");
  }

  @Test
  void lessonsEpisodesUpdatesAndValidationsEndInAVersion() {
    long before = stack.policy.updates();
    TrainingDocument document =
        stack
            .client()
            .newWorkflowStub(TrainingWorkflow.class, options("t1"))
            .train(TrainingInput.of(spec("t1", 3, 1)));
    assertThat(document.policyVersion()).isEqualTo("specialists@fixed");
    assertThat(document.parent()).isEqualTo("fixed-1");
    assertThat(document.steps()).isEqualTo(4);
    // Before episodes teach, too: after the third step.
    assertThat(document.curve()).extracting(CurvePoint::step).containsExactly(2, 3, 4);
    assertThat(document.curve().getLast().pairs())
        .extracting(Pair::against)
        .contains("best_constant", "oracle");
    assertThat(document.compared()).contains("less best_constant -");
    assertThat(document.curve().getFirst().cost()).isPositive();
    assertThat(Path.of(document.html())).exists();
    assertThat(stack.policy.updates() - before).isEqualTo(4);
    assertThat(stack.policy.updatesRepeated()).isZero();

    LabFiles files = new LabFiles(directory.resolve("data"));
    Trajectory trajectory = files.read(files.trajectory("t1", "step4-0"), Trajectory.class);
    assertThat(trajectory.samples()).hasSize(4);
    assertThat(trajectory.samples().getFirst().usable()).isTrue();
    Trajectory.Decided decided = trajectory.samples().getFirst().steps().getFirst();
    assertThat(decided.logprobs()).hasSameSizeAs(decided.tokens());
    assertThat(decided.freeLogprobs()).hasSameSizeAs(decided.tokens());
  }

  @Test
  void aWorkerThatDiesInTheMiddleLosesNoStep() throws Exception {
    long before = stack.policy.updates();
    WorkflowClient client = stack.client();
    TrainingWorkflow training = client.newWorkflowStub(TrainingWorkflow.class, options("t2"));
    WorkflowClient.start(training::train, TrainingInput.of(spec("t2", 12, 0)));
    Waiting.until(Duration.ofSeconds(60), () -> stack.policy.updates() - before >= 3);
    RealStack.stop(worker);
    worker = start();
    TrainingDocument document = WorkflowStub.fromTyped(training).getResult(TrainingDocument.class);
    assertThat(document.steps()).isEqualTo(12);
    assertThat(stack.policy.updates() - before).isEqualTo(12);
  }

  @Test
  void aVersionIsPromotedByItsFiguresAndRolledBackByAPerson() throws Exception {
    stack
        .client()
        .newWorkflowStub(TrainingWorkflow.class, options("t3"))
        .train(TrainingInput.of(spec("t3", 1, 0)));
    PromotionDocument few = promote("p1", "specialists@fixed", 6, false, "");
    assertThat(few.promoted()).isFalse();
    assertThat(few.reason()).contains("fewer than 100 questions");
    assertThat(few.evaluation()).isNotNull();

    PromotionDocument forced = promote("p2", "specialists@fixed", 6, true, "looks good");
    assertThat(forced.promoted()).isTrue();
    assertThat(forced.stable()).isEqualTo("fixed-1");
    PromotionDocument back = promote("p3", "fixed-1", 6, true, "rollback");
    assertThat(back.stable()).isEqualTo("specialists@fixed");

    assertThat(new PromotionBook(directory.resolve("data")).all())
        .extracting(PromotionDocument::run, PromotionDocument::promoted)
        .contains(
            org.assertj.core.groups.Tuple.tuple("p1", false),
            org.assertj.core.groups.Tuple.tuple("p2", true),
            org.assertj.core.groups.Tuple.tuple("p3", true));
    assertThat(Files.readString(directory.resolve("data/promotions.jsonl"))).contains("looks good");
    try (Books books = Books.open(stack.dataSource)) {
      assertThat(books.reader().audit("default", 1, 100))
          .filteredOn(row -> row.record().contains("\"kind\":\"promotion\""))
          .hasSize(3)
          .anySatisfy(row -> {
            assertThat(row.record()).contains("\"outcome\":\"promoted\"");
            assertThat(row.reply()).contains("looks good", "tester");
          })
          .anySatisfy(row -> assertThat(row.record()).contains("\"outcome\":\"refused\""));
    }
  }

  private static PromotionDocument promote(
      String run, String version, int questions, boolean forced, String reason) {
    return stack
        .client()
        .newWorkflowStub(PromotionWorkflow.class, options(run))
        .promote(
            new PromotionSpec(
                run, version, "specialists", null, 7, questions, .02, forced, reason, "tester"));
  }

  /** Awaits a condition with a deadline. */
  private static final class Waiting {
    static void until(Duration most, java.util.function.BooleanSupplier condition)
        throws InterruptedException {
      long end = System.nanoTime() + most.toNanos();
      while (!condition.getAsBoolean()) {
        assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
        Thread.sleep(20);
      }
    }
  }
}
