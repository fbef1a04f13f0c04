// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleInfo;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.promotion.FeedbackReport;
import org.routerr1.activities.promotion.PromotionBook;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.RouterClient;
import org.routerr1.workflows.training.RetrainingOutcome;
import org.routerr1.workflows.training.RetrainingSchedule;
import org.routerr1.workflows.training.RetrainingSpec;

/** Retraining by Temporal's own schedules, as {@code ./router schedule create} makes them. */
class ScheduleIT {

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration NEVER_HERE = Duration.ofDays(300);
  private static final int CORRECTED = 4;
  private static final long PRICE = 100_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @TempDir private static Path directory;
  private static LabStack stack;
  private static ScheduleClient schedules;

  @BeforeAll
  static void up() throws Exception {
    stack = new LabStack(directory);
    schedules = ScheduleClient.newInstance(stack.stubs());
  }

  @AfterAll
  static void down() throws Exception {
    stack.close();
  }

  private static ScheduleHandle create(String id, Duration interval, String suite) {
    return schedules.createSchedule(
        id,
        RetrainingSchedule.of(
            new RetrainingSpec(TinyTraining.steps(1), suite, PromotionSpec.LEAST_QUESTIONS, PRICE),
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(interval)))
                .build(),
            LabStack.options("schedule-" + id)),
        ScheduleOptions.newBuilder().build());
  }

  private static ScheduleInfo info(ScheduleHandle schedule) {
    return schedule.describe().getInfo();
  }

  private static WorkflowStub lastRun(ScheduleHandle schedule) {
    ScheduleActionResult last = info(schedule).getRecentActions().getLast();
    ScheduleActionExecutionStartWorkflow started =
        (ScheduleActionExecutionStartWorkflow) last.getAction();
    return stack
        .client()
        .newUntypedWorkflowStub(
            WorkflowExecution.newBuilder().setWorkflowId(started.getWorkflowId()).build(),
            Optional.empty());
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain: " + what).isLessThan(end);
      Thread.sleep(100);
    }
  }

  /** Right answers for some queries, at all trade-offs one after the other, and a bare score. */
  private static void giveFeedback() throws InterruptedException {
    RouterClient router = new RouterClient(stack.client(), RouterClient.TASK_QUEUE, false);
    for (int i = 0; i < CORRECTED; i++) {
      router.ask(QueryInput.of("corrected-" + i, "Who wrote number " + i + "?"));
    }
    router.ask(QueryInput.of("scored", "Who painted it?"));
    try (Books books = stack.books()) {
      for (int i = 0; i < CORRECTED; i++) {
        books.writer().feedback("corrected-" + i, "f1", null, "Ada", null);
      }
      books.writer().feedback("scored", "f2", .25, null, "no");
      // The newest seconds are left to the next time, as a write may still be under way.
      await("feedback that counts", () -> books.reader().feedback(0, 10).size() == CORRECTED + 1);
    }
  }

  @Test
  void itFiresByItselfOneAtATimeAndAPauseHolds() throws InterruptedException {
    giveFeedback();
    ScheduleHandle schedule = create("nightly", EVERY, TinyTraining.SUITE);
    await("a first time", () -> info(schedule).getNumActions() >= 1);
    await(
        "times that find a run under way", () -> info(schedule).getNumActionsSkippedOverlap() >= 2);
    assertThat(info(schedule).getNumActions()).isEqualTo(1);
    schedule.pause("a test");
    await("the pause", () -> schedule.describe().getSchedule().getState().isPaused());

    String before = stack.base();
    RetrainingOutcome outcome = lastRun(schedule).getResult(RetrainingOutcome.class);
    assertThat(outcome.run()).startsWith("schedule-nightly-").endsWith("-training");
    assertThat(outcome.version()).startsWith("specialists@");
    assertThat(outcome.reason()).contains(outcome.version() + " − " + before, "n = 100");
    assertThat(stack.stable()).isEqualTo(outcome.promoted() ? outcome.version() : before);
    assertThat(new PromotionBook(stack.data()).all())
        .filteredOn(decided -> decided.version().equals(outcome.version()))
        .singleElement()
        .satisfies(decided -> assertThat(decided.who()).isEqualTo("schedule"))
        .satisfies(decided ->
            assertThat(decided.feedback()).isEqualTo(new FeedbackReport(1, .25, CORRECTED)))
        .extracting(PromotionDocument::promoted)
        .isEqualTo(outcome.promoted());

    // What users corrected was practised on, by the candidates that the budget paid.
    assertThat(stack.data().resolve("recordings/feedback/replies.jsonl")).isNotEmptyFile();
    assertThat(outcome.read()).isNotNull();

    // Nobody is under way any more, and yet none of these times starts anything.
    Thread.sleep(EVERY.multipliedBy(3));
    assertThat(info(schedule).getNumActions()).isEqualTo(1);
    schedule.unpause();
    await("a time after the pause", () -> info(schedule).getNumActions() >= 2);
    schedule.delete();
    lastRunOf("nightly").terminate("the test is over");
  }

  /** The newest run of a schedule that is no more. */
  private static WorkflowStub lastRunOf(String id) throws InterruptedException {
    String query = "WorkflowType = 'router-r1.retraining' AND ExecutionStatus = 'Running'";
    await("the run that goes on", () -> stack.client().listExecutions(query).count() == 1);
    String workflowId =
        stack
            .client()
            .listExecutions(query)
            .findFirst()
            .orElseThrow()
            .getExecution()
            .getWorkflowId();
    assertThat(workflowId).startsWith("run/schedule-" + id);
    return stack
        .client()
        .newUntypedWorkflowStub(
            WorkflowExecution.newBuilder().setWorkflowId(workflowId).build(), Optional.empty());
  }

  @Test
  void aRunThatFailsLeavesTheStableVersionAlone() throws InterruptedException {
    String before = stack.stable();
    int decided = new PromotionBook(stack.data()).all().size();
    ScheduleHandle schedule = create("broken", NEVER_HERE, "nowhere");
    schedule.trigger();
    await("the run", () -> info(schedule).getNumActions() == 1);
    WorkflowStub run = lastRun(schedule);
    assertThatThrownBy(() -> run.getResult(RetrainingOutcome.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("no suite is called nowhere");
    assertThat(stack.stable()).isEqualTo(before);
    assertThat(new PromotionBook(stack.data()).all()).hasSize(decided);
    schedule.delete();
  }
}
