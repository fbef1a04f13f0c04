// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowUpdateException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.CallInput;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.Feedback;
import org.routerr1.activities.QueryOptions;
import org.routerr1.activities.QueryOptionsBuilder;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

class QueryWorkflowTest {

  private static final String ID = "q-1";

  private final Scripted script = new Scripted();
  private TestWorkflowEnvironment environment;
  private RouterClient client;

  @BeforeEach
  void start() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(RouterWorkers.factoryOptions())
                .build());
    script.now = environment::currentTimeMillis;
    Worker worker = environment.newWorker(RouterClient.TASK_QUEUE, RouterWorkers.options());
    worker.registerWorkflowImplementationTypes(QueryWorkflowImpl.class);
    worker.registerActivitiesImplementations(script);
    environment.start();
    client = new RouterClient(environment.getWorkflowClient(), RouterClient.TASK_QUEUE, false);
  }

  /** Every history of every test is replayed: the workflow is deterministic. */
  @AfterEach
  void stop() throws Exception {
    String history =
        environment.getWorkflowClient().fetchHistory(RouterClient.workflowId(ID)).toJson(false);
    environment.close();
    WorkflowReplayer.replayWorkflowExecution(history, QueryWorkflowImpl.class);
  }

  private static QueryInput query(QueryOptions options) {
    return new QueryInput(ID, "default", "Who?", options, null, null);
  }

  private static QueryOptions options(UnaryOperator<QueryOptionsBuilder> change) {
    return change.apply(QueryOptions.DEFAULTS.but()).build();
  }

  @Test
  void aPolicyThatAnswersEndsTheQuery() {
    script.policy =
        in ->
            in.round() == 3
                ? Scripted.answer(in, "it")
                : Scripted.route(in, Scripted.planned(1, "a"));
    QueryOutput output = client.ask(query(QueryOptions.DEFAULTS));
    assertThat(output)
        .isEqualTo(
            new QueryOutput(
                ID, "it", null, 3, 2, new Usage(40, 16), 203, "v1", "sha256:c1", false));
    assertThat(script.calls)
        .extracting(CallInput::round, CallInput::call, CallInput::attempt)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(1, 1, 1),
            org.assertj.core.api.Assertions.tuple(2, 1, 1));
    assertThat(script.closed).isEmpty();
  }

  @Test
  void anAnswerThatReachedItsLimitIsToldSo() {
    script.policy = in -> Scripted.cut(in, "it is");
    assertThat(client.ask(query(QueryOptions.DEFAULTS)).answerCut()).isTrue();
  }

  @Test
  void whatWasPinnedAndSeenTravelsWithTheNextDecision() {
    client.ask(query(options(o -> o.maxTurns(2).budgetNanoUsd(1_000L))));
    var second = script.decisions.get(1);
    assertThat(second.catalogueVersion()).isEqualTo("sha256:c1");
    assertThat(second.policyVersion()).isEqualTo("v1");
    assertThat(second.routesSoFar()).isEqualTo(1);
    assertThat(second.spentNanoUsd()).isEqualTo(101);
    assertThat(second.transcript()).hasSize(1);
    assertThat(second.transcript().getFirst().tokens()).containsExactly(1, 7);
    assertThat(second.transcript().getFirst().answered())
        .containsExactly(new DecideInput.Route("sub 1", "a"));
    assertThat(second.transcript().getFirst().observation())
        .startsWith("\n\n<information>a: reply\nBudget left: $")
        .endsWith("</information>\n\n");
  }

  @Test
  void theTurnLimitForcesAnAnswer() {
    QueryOutput output = client.ask(query(options(o -> o.maxTurns(2))));
    assertThat(output.answer()).isEqualTo("forced answer");
    assertThat(output.forced()).isEqualTo(ForcedBy.TURNS);
    assertThat(output.rounds()).isEqualTo(3);
    assertThat(output.calls()).isEqualTo(2);
  }

  @Test
  void theDeadlineForcesAnAnswerAndBoundsACall() {
    // A wait that leaves ten milliseconds is waited for; then there is no time for another call.
    script.candidates =
        in -> Scripted.failed(in.candidate(), FailureCode.RATE_LIMITED, in.timeoutMillis() - 10);
    QueryOutput output = client.ask(query(options(o -> o.maxTurns(50).deadlineMillis(5_000))));
    assertThat(output.forced()).isEqualTo(ForcedBy.DEADLINE);
    assertThat(script.calls).hasSize(1);
    assertThat(script.calls.getFirst().timeoutMillis()).isBetween(1L, 5_000L);
    assertThat(script.decisions.getLast().transcript().getFirst().observation())
        .contains("[a failed: deadline]");
  }

  @Test
  void aRetryableFailureIsTriedAgainAfterTheWaitThatWasAskedFor() {
    script.policy =
        in ->
            in.round() == 2
                ? Scripted.answer(in, "it")
                : Scripted.route(in, Scripted.planned(1, "a"));
    script.candidates =
        in ->
            in.attempt() == 1
                ? Scripted.failed("a", FailureCode.RATE_LIMITED, 3_000)
                : Scripted.ok("a", "reply");
    long before = environment.currentTimeMillis();
    QueryOutput output = client.ask(query(QueryOptions.DEFAULTS));
    assertThat(output.calls()).isEqualTo(2);
    assertThat(script.calls).extracting(CallInput::attempt).containsExactly(1, 2);
    assertThat(environment.currentTimeMillis() - before).isGreaterThanOrEqualTo(3_000);
  }

  @Test
  void aWaitThatIsTooLongIsNotWaitedFor() {
    script.policy =
        in ->
            in.round() == 2
                ? Scripted.answer(in, "it")
                : Scripted.route(in, Scripted.planned(1, "a"));
    script.candidates = in -> Scripted.failed("a", FailureCode.RATE_LIMITED, 60_000);
    client.ask(query(QueryOptions.DEFAULTS));
    assertThat(script.calls).hasSize(1);
    assertThat(script.decisions.getLast().transcript().getFirst().observation())
        .contains("[a failed: rate_limited]");
    assertThat(script.decisions.getLast().transcript().getFirst().answered()).isEmpty();
  }

  @Test
  void aFinalFailureReachesThePolicyAtOnce() {
    script.policy =
        in ->
            in.round() == 2
                ? Scripted.answer(in, "it")
                : Scripted.route(in, Scripted.planned(1, "a"));
    script.candidates = in -> Scripted.failed("a", FailureCode.UNAUTHORISED, 0);
    QueryOutput output = client.ask(query(QueryOptions.DEFAULTS));
    assertThat(output.answer()).isEqualTo("it");
    assertThat(script.calls).hasSize(1);
  }

  @Test
  void parallelRoutesMakeOneObservationInTheirOrder() {
    CountDownLatch bothRunning = new CountDownLatch(2);
    script.policy =
        in ->
            in.round() == 2
                ? Scripted.answer(in, "it")
                : Scripted.route(in, Scripted.planned(1, "a"), Scripted.planned(2, "b"));
    script.candidates =
        in -> {
          bothRunning.countDown();
          await(bothRunning);
          return Scripted.ok(in.candidate(), "reply of " + in.candidate());
        };
    QueryOutput output = client.ask(query(options(o -> o.maxParallel(2))));
    assertThat(output.calls()).isEqualTo(2);
    assertThat(script.decisions.getLast().routesSoFar()).isEqualTo(2);
    assertThat(script.decisions.getLast().transcript().getFirst().observation())
        .contains("a: reply of a\nb: reply of b");
  }

  @Test
  void aCallThatTheBudgetCannotCoverIsNotMade() {
    script.policy =
        in ->
            in.round() == 2
                ? Scripted.answer(in, "it")
                : Scripted.route(in, Scripted.planned(1, "a"), Scripted.planned(2, "b"));
    QueryOutput output = client.ask(query(options(o -> o.budgetNanoUsd(Scripted.CALL_COST + 50))));
    assertThat(script.calls).hasSize(1);
    assertThat(output.costNanoUsd()).isLessThanOrEqualTo(Scripted.CALL_COST + 50);
    assertThat(script.decisions.getLast().transcript().getFirst().observation())
        .contains("[b failed: budget_exceeded]");
  }

  @Test
  void aCorrectionIsARoundWithoutCalls() {
    script.policy =
        in -> in.round() == 1 ? Scripted.correct(in, "what?") : Scripted.answer(in, "it");
    QueryOutput output = client.ask(query(QueryOptions.DEFAULTS));
    assertThat(output.rounds()).isEqualTo(2);
    assertThat(output.calls()).isZero();
    assertThat(script.decisions.getLast().transcript().getFirst().observation()).isEqualTo("what?");
  }

  @Test
  void anAbsentPolicyOnlyDelays() {
    AtomicInteger tries = new AtomicInteger();
    script.policy =
        in -> {
          if (tries.incrementAndGet() < 4) {
            throw Scripted.unavailable(FailureCode.POLICY_UNAVAILABLE);
          }
          return Scripted.answer(in, "it");
        };
    assertThat(client.ask(query(QueryOptions.DEFAULTS)).answer()).isEqualTo("it");
  }

  @Test
  void aStepThatCanNeverBeDoneEndsTheQueryByItsName() {
    script.policy =
        in -> {
          throw io.temporal.failure.ApplicationFailure.newNonRetryableFailure(
              "no such version", FailureCode.POLICY_INVALID.wire());
        };
    assertThatThrownBy(() -> client.ask(query(QueryOptions.DEFAULTS)))
        .isInstanceOfSatisfying(
            QueryFailedException.class,
            e -> {
              assertThat(e.code()).isEqualTo(FailureCode.POLICY_INVALID);
              assertThat(e).hasMessage("no such version");
            });
    assertThat(script.closed)
        .singleElement()
        .satisfies(c -> assertThat(c.outcome()).isEqualTo("policy_invalid"));
  }

  @Test
  void aBadQueryIsRefusedByItsName() {
    QueryOptions bad = options(o -> o.tradeOff(7));
    assertThatThrownBy(() -> client.start(query(bad)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the trade-off must be from 0 to 1");
    environment
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            QueryWorkflow.TYPE, RouterClient.options(ID, RouterClient.TASK_QUEUE).build())
        .start(query(bad));
    assertThatThrownBy(() -> client.result(ID).get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            QueryFailedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.REJECTED));
  }

  @Test
  void theSameIdIsTheSameQuery() {
    script.policy = in -> Scripted.answer(in, "it");
    QueryOutput first = client.ask(query(QueryOptions.DEFAULTS));
    assertThat(client.ask(query(QueryOptions.DEFAULTS))).isEqualTo(first);
    assertThat(script.decisions).hasSize(1);
  }

  @Test
  void cancellingClosesTheBooks() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    script.candidates =
        in -> {
          waiting.countDown();
          return Scripted.failed("a", FailureCode.RATE_LIMITED, 9_000);
        };
    client.start(query(QueryOptions.DEFAULTS));
    waiting.await();
    client.cancel(ID);
    assertThatThrownBy(() -> client.result(ID).get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            QueryFailedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CANCELLED));
    assertThat(script.closed)
        .singleElement()
        .satisfies(c -> assertThat(c.outcome()).isEqualTo("cancelled"));
  }

  @Test
  void feedbackIsCheckedAndWrittenWhileTheQueryRuns() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    script.candidates =
        in -> {
          called.countDown();
          return in.attempt() == 1
              ? Scripted.failed("a", FailureCode.RATE_LIMITED, 9_000)
              : Scripted.ok("a", "reply");
        };
    client.start(query(options(o -> o.maxTurns(1))));
    called.await();
    client.feedback(ID, new Feedback("f1", 1.0, null, null));
    assertThatThrownBy(() -> client.feedback(ID, new Feedback("f2", 7.0, null, null)))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("feedback's score must be from 0 to 1, got 7.0");
    assertThat(client.ask(query(QueryOptions.DEFAULTS)).answer()).isEqualTo("forced answer");
    assertThat(script.feedback).containsExactly(new Feedback("f1", 1.0, null, null));
    assertThat(client.progress(ID)).isEqualTo(new QueryProgress(2, 2, 102, true));
  }

  @Test
  void sharedContextTravelsWithTheSubQuestion() {
    client.ask(query(options(o -> o.maxTurns(2).shareContext(true))));
    assertThat(script.calls).extracting(CallInput::context).allMatch(c -> c.contains("Who?"));
    assertThat(script.calls.getLast().context()).contains("a: reply");
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
