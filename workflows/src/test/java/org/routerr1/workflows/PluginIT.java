// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.infra.doubles.FaultKind;
import org.routerr1.infra.doubles.FaultRule;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.ledger.QueryDocument;
import org.routerr1.ledger.postgres.Books;

class PluginIT {

  private static @TempDir Path directory;
  private static RealStack stack;
  private WorkerFactory worker;
  private RouterClient client;

  @BeforeAll
  static void up() throws Exception {
    stack = new RealStack(directory, 3, PoolConfig.DEFAULTS);
  }

  @AfterAll
  static void down() throws Exception {
    stack.close();
  }

  @BeforeEach
  void start() {
    stack.pool.reset();
    stack.pool.faults();
    worker = RealStack.startWorker(stack.client(stack.plugin()));
    client =
        new RouterClient(
            stack.client(),
            RouterClient.TASK_QUEUE,
            SearchAttributes.register(stack.stubs, "default"));
  }

  @AfterEach
  void stop() {
    RealStack.stop(worker);
  }

  private static QueryInput query(String id) {
    return new QueryInput(id, "default", "Who wrote it?", QueryOptions.DEFAULTS, null, null);
  }

  private static QueryDocument document(String id) {
    try (Books books = Books.open(stack.dataSource)) {
      return books.reader().query(id).orElseThrow();
    }
  }

  @Test
  void aQueryIsAnsweredAndInTheBooks() {
    QueryOutput output = client.ask(query("one"));
    assertThat(output.answer()).isNotBlank();
    assertThat(output.rounds()).isEqualTo(4);
    assertThat(output.calls()).isEqualTo(3);
    assertThat(output.forced()).isNull();
    assertThat(stack.pool.counts().total().bought()).isEqualTo(3);

    QueryDocument document = document("one");
    assertThat(document.outcome()).isEqualTo("answered");
    assertThat(document.answer()).isEqualTo(output.answer());
    assertThat(document.costNanoUsd()).isEqualTo(output.costNanoUsd()).isPositive();
    assertThat(document.rounds()).hasSize(4);
    assertThat(document.workflowId()).isEqualTo("query/one");
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, rate_limited",
    "SERVER_ERROR, provider_error",
    "CUT, connection",
    "MALFORMED, malformed_reply",
    "EMPTY, empty_reply"
  })
  void everyFaultIsAnOutcomeAndTheQueryGoesOn(FaultKind kind, String outcome) {
    stack.pool.faults(new FaultRule("alpha", kind, new FaultRule.When.Always(), 0, 0));
    String id = "fault-" + outcome;
    QueryOutput output = client.ask(query(id));
    assertThat(output.answer()).isNotBlank();
    List<QueryDocument.Call> first = document(id).rounds().getFirst().calls();
    assertThat(first).extracting(QueryDocument.Call::outcome).containsOnly(outcome);
    assertThat(first).extracting(QueryDocument.Call::attempt).containsExactly(1, 2);
  }

  @Test
  void aHostileReplyIsData() {
    stack.pool.faults(new FaultRule("alpha", FaultKind.HOSTILE, new FaultRule.When.Always(), 0, 0));
    QueryOutput output = client.ask(query("hostile"));
    assertThat(output.rounds()).isEqualTo(4);
    assertThat(output.answer()).startsWith("answer of");
  }

  @Test
  void aBudgetIsNeverExceeded() {
    QueryInput rich = query("rich");
    long whole = client.ask(rich).costNanoUsd();
    for (long budget : new long[] {0, 1, whole / 2, whole, 30_000, 100_000}) {
      QueryOutput output =
          client.ask(
              new QueryInput(
                  "budget-" + budget, "default", "Who wrote it?", with(budget), null, null));
      assertThat(output.answer()).isNotBlank();
      assertThat(output.costNanoUsd()).isLessThanOrEqualTo(budget);
      if (output.rounds() < 4) {
        assertThat(output.forced()).isEqualTo(DecideInput.ForcedBy.BUDGET);
      }
    }
  }

  @Test
  void aQueuedCandidateIsCalledFromItsOwnQueue() throws Exception {
    stack.writeCatalogue(
        """
          - id: slow
            endpoint: %1$s
            model: slow
            price: {input: 0.1, output: 0.2}
            dispatch: queued
            limits: {requests_per_minute: 6000, concurrency: 2}
        """);
    try {
      QueryOptions only = only("slow");
      await(() -> {
        try {
          return client
              .ask(
                  new QueryInput(
                      "queued-" + System.nanoTime(), "default", "Who?", only, null, null))
              .answer();
        } catch (QueryFailedException notYetReloaded) {
          assertThat(notYetReloaded.code()).isEqualTo(FailureCode.UNKNOWN_CANDIDATE);
          return null;
        }
      });
      assertThat(stack.pool.counts().model("slow").bought()).isEqualTo(3);
    } finally {
      stack.writeCatalogue("");
    }
  }

  @Test
  void aQueryUnderWayKeepsItsCatalogueOverAReload() throws Exception {
    client.ask(query("before-reload"));
    String pinned = document("before-reload").catalogueVersion();
    stack.writeCatalogue(
        """
          - id: gamma
            endpoint: %1$s
            price: {input: 0.1, output: 0.2}
        """);
    try {
      QueryInput old =
          new QueryInput("pinned", "default", "Who?", QueryOptions.DEFAULTS, pinned, null);
      // A worker that never saw the file of that version finds it in the books.
      RealStack.stop(worker);
      worker = RealStack.startWorker(stack.client(stack.plugin()));
      assertThat(client.ask(old).catalogueVersion()).isEqualTo(pinned);
      assertThat(client.ask(query("after-reload")).catalogueVersion()).isNotEqualTo(pinned);
      QueryInput unknown =
          new QueryInput("unknown", "default", "Who?", QueryOptions.DEFAULTS, "sha256:0000", null);
      assertThatThrownBy(() -> client.ask(unknown))
          .isInstanceOfSatisfying(
              QueryFailedException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.REJECTED));
    } finally {
      stack.writeCatalogue("");
    }
  }

  @Test
  void cancellingStopsTheCallAndClosesTheBooks() throws Exception {
    stack.pool.faults(new FaultRule("alpha", FaultKind.HANG, new FaultRule.When.Always(), 0, 0));
    client.start(query("cancelled"));
    await(() -> stack.pool.counts().total().asked() > 0 ? true : null);
    long begun = System.nanoTime();
    client.cancel("cancelled");
    assertThatThrownBy(() -> client.result("cancelled").join())
        .cause()
        .isInstanceOfSatisfying(
            QueryFailedException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CANCELLED));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    QueryDocument document = document("cancelled");
    assertThat(document.outcome()).isEqualTo("cancelled");
    assertThat(document.rounds().getFirst().calls().getFirst().outcome()).isEqualTo("cancelled");
  }

  @Test
  void theDeadlineForcesAnAnswerWhileACandidateIsSilent() {
    stack.pool.faults(new FaultRule(null, FaultKind.HANG, new FaultRule.When.Always(), 0, 0));
    QueryOutput output =
        client.ask(new QueryInput("late", "default", "Who?", deadline(1_500), null, null));
    assertThat(output.forced()).isEqualTo(DecideInput.ForcedBy.DEADLINE);
    assertThat(document("late").rounds().getFirst().calls().getFirst().outcome())
        .isEqualTo("timeout");
  }

  @Test
  void searchAttributesTellHowQueriesEnded() {
    await(() -> {
      String id = "searchable-" + System.nanoTime();
      client.ask(query(id));
      return stack
              .client()
              .newUntypedWorkflowStub(RouterClient.workflowId(id))
              .describe()
              .getTypedSearchAttributes()
              .containsKey(SearchAttributes.OUTCOME)
          ? true
          : null;
    });
    assertThat(SearchAttributes.register(stack.stubs, "default")).isTrue();
  }

  @Test
  void retentionIsLengthenedAndNeverShortened() {
    Duration month = Duration.ofDays(30);
    assertThat(Retention.atLeast(stack.stubs, "default", month)).isEqualTo(month);
    assertThat(Retention.atLeast(stack.stubs, "default", Duration.ofDays(1))).isEqualTo(month);
  }

  private static QueryOptions with(long budget) {
    return QueryOptions.DEFAULTS.but().budgetNanoUsd(budget).build();
  }

  private static QueryOptions only(String candidate) {
    return QueryOptions.DEFAULTS.but().candidates(List.of(candidate)).build();
  }

  private static QueryOptions deadline(long millis) {
    return QueryOptions.DEFAULTS.but().deadlineMillis(millis).build();
  }

  /** Asks again until it is there, for two minutes at most. */
  private static <T> T await(Supplier<@Nullable T> condition) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < end) {
      T value = condition.get();
      if (value != null) {
        return value;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("it never came");
  }
}
