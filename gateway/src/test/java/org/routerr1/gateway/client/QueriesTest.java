// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.Feedback;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;
import org.routerr1.ledger.FeedbackEntry;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.QueryOutput;
import org.routerr1.workflows.QueryProgress;
import org.routerr1.workflows.QueryWorkflow;

/** Against a Temporal in memory, with a workflow that does what its question says. */
class QueriesTest {

  private static final String QUEUE = "queries-test";
  private static final Duration LONG = Duration.ofSeconds(10);

  private static final TestWorkflowEnvironment TEMPORAL = TestWorkflowEnvironment.newInstance();

  private final Queries queries = new Queries(TEMPORAL.getWorkflowClient(), QUEUE);

  @BeforeAll
  static void start() {
    TEMPORAL.newWorker(QUEUE).registerWorkflowImplementationTypes(Obedient.class);
    TEMPORAL.start();
  }

  @AfterAll
  static void close() {
    TEMPORAL.close();
  }

  private static QueryInput input(String id, String question) {
    return new QueryInput(id, "default", question, QueryOptions.DEFAULTS, "sha256:0", "hash");
  }

  @Test
  void anAnswerIsWaitedFor() {
    queries.start(input("a1", "answer"));
    assertThat(queries.await("a1", LONG))
        .isInstanceOfSatisfying(
            QueryOutcome.Answered.class,
            answered -> assertThat(answered.output().answer()).isEqualTo("answer"));
  }

  @Test
  void aStartIsSafeToRepeatEvenAfterTheEnd() {
    queries.start(input("a2", "answer"));
    queries.await("a2", LONG);
    queries.start(input("a2", "policy_unavailable"));
    assertThat(queries.await("a2", LONG)).isInstanceOf(QueryOutcome.Answered.class);
    assertThat(queries.input("a2")).contains(input("a2", "answer"));
  }

  @Test
  void aTypedFailureIsTheOutcome() {
    queries.start(input("a3", "policy_unavailable"));
    assertThat(queries.await("a3", LONG))
        .isEqualTo(new QueryOutcome.Failed(FailureCode.POLICY_UNAVAILABLE, "as it was told"));
  }

  @Test
  void aCancelledOrTerminatedQueryIsCancelled() {
    queries.start(input("a4", "wait"));
    TEMPORAL.getWorkflowClient().newUntypedWorkflowStub("query/a4").cancel();
    assertThat(queries.await("a4", LONG))
        .isInstanceOfSatisfying(
            QueryOutcome.Failed.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CANCELLED));
    queries.start(input("b4", "wait"));
    TEMPORAL.getWorkflowClient().newUntypedWorkflowStub("query/b4").terminate("enough");
    assertThat(queries.await("b4", LONG))
        .isInstanceOfSatisfying(
            QueryOutcome.Failed.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CANCELLED));
  }

  @Test
  void aQueryThatGoesOnIsSaidToRun() {
    queries.start(input("a5", "wait"));
    assertThat(queries.await("a5", Duration.ofMillis(50))).isInstanceOf(QueryOutcome.Running.class);
  }

  @Test
  void onlyARunningQueryTakesFeedback() {
    Feedback feedback = new Feedback("f", 1.0, null, null);
    assertThat(queries.feedback("nobody", feedback)).isEqualTo(FeedbackEntry.UNKNOWN_QUERY);
    queries.start(input("a6", "wait"));
    assertThat(queries.feedback("a6", feedback)).isEqualTo(FeedbackEntry.KEPT);
    assertThat(queries.feedback("a6", new Feedback("used", 1.0, null, null)))
        .isEqualTo(FeedbackEntry.CONFLICT);
    queries.start(input("b6", "answer"));
    queries.await("b6", LONG);
    assertThat(queries.feedback("b6", feedback)).isEqualTo(FeedbackEntry.UNKNOWN_QUERY);
  }

  @Test
  void anUnknownQueryHasNoInput() {
    assertThat(queries.input("nobody")).isEmpty();
  }

  @Test
  void aTemporalOutOfReachIsSaidToBe() {
    WorkflowServiceStubs nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(TemporalConnection.options())
                .setTarget("127.0.0.1:9")
                .setRpcTimeout(Duration.ofMillis(200))
                .setRpcRetryOptions(
                    RpcRetryOptions.newBuilder()
                        .setExpiration(Duration.ofMillis(200))
                        .validateBuildWithDefaults())
                .build());
    try {
      Queries lost = new Queries(WorkflowClient.newInstance(nowhere), QUEUE);
      assertThatExceptionOfType(TemporalUnavailableException.class)
          .isThrownBy(() -> lost.start(input("a8", "answer")));
    } finally {
      nowhere.shutdownNow();
    }
  }

  /** Answers, waits, or fails with the code that is asked for. */
  public static final class Obedient implements QueryWorkflow {

    @Override
    public QueryOutput answer(QueryInput input) {
      switch (input.question()) {
        case "wait" -> Workflow.await(() -> false);
        case "answer" -> {}
        default ->
            throw ApplicationFailure.newNonRetryableFailure("as it was told", input.question());
      }
      return new QueryOutput(
          input.queryId(), input.question(), null, 1, 0, Usage.NONE, 0, "v", "sha256:0", false);
    }

    @Override
    public QueryProgress progress() {
      return new QueryProgress(1, 0, 0, false);
    }

    @Override
    public void feedback(Feedback feedback) {
      if (feedback.id().equals("used")) {
        throw ApplicationFailure.newNonRetryableFailure(
            "other feedback stands under this id", FailureCode.REJECTED.wire());
      }
    }

    @Override
    public void checkFeedback(Feedback feedback) {}
  }
}
