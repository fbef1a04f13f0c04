// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.Feedback;
import org.routerr1.activities.QueryOptions;
import org.routerr1.infra.doubles.FaultKind;
import org.routerr1.infra.doubles.FaultRule;
import org.routerr1.infra.doubles.PoolConfig;

/**
 * Makes histories of all kinds on the real server and replays them. With {@code
 * -Drouter.histories.write=true} they are saved under {@code src/test/resources/histories}, from
 * where {@link SavedHistoriesTest} replays them in every build: do so when a release is made, under
 * new names, and never change a saved one.
 */
class HistoriesIT {

  private static final Path SAVED = Path.of("src", "test", "resources", "histories");
  private static final String RELEASE = "v1";

  private static final FaultRule.When.Always ALWAYS = new FaultRule.When.Always();

  @Test
  void everyKindOfHistoryIsReplayed(@TempDir Path directory) throws Exception {
    try (RealStack stack = new RealStack(directory, 2, PoolConfig.DEFAULTS)) {
      stack.writeCatalogue(
          """
            - id: slow
              endpoint: %1$s
              price: {input: 0.1, output: 0.2}
              dispatch: queued
          """);
      try (RouterPlugin plugin = stack.plugin()) {
        WorkflowClient temporal = stack.client(plugin);
        WorkerFactory worker = RealStack.startWorker(temporal);
        RouterClient client = new RouterClient(temporal, RouterClient.TASK_QUEUE, false);

        keep(temporal, "answered", client, options(null, 4, 60_000, List.of("alpha", "beta")));
        keep(temporal, "turns", client, options(null, 1, 60_000, List.of("alpha")));
        keep(temporal, "budget", client, options(1L, 4, 60_000, List.of("alpha")));
        keep(temporal, "queued", client, options(null, 4, 60_000, List.of("slow")));

        stack.pool.faults(
            new FaultRule(null, FaultKind.RATE_LIMITED, new FaultRule.When.First(1), 1, 0));
        keep(temporal, "retried", client, options(null, 4, 60_000, List.of("alpha")));
        stack.pool.faults(new FaultRule(null, FaultKind.SERVER_ERROR, ALWAYS, 0, 0));
        keep(temporal, "failing", client, options(null, 4, 60_000, List.of("alpha")));
        stack.pool.faults(new FaultRule(null, FaultKind.HANG, ALWAYS, 0, 0));
        keep(temporal, "deadline", client, options(null, 4, 4_000, List.of("alpha")));

        feedback(client, options(null, 4, 9_000, List.of("alpha")));
        save(temporal, "feedback");
        // The breaker leaves alpha alone by now; who is to be cancelled must be waiting.
        cancel(client, options(null, 4, 60_000, List.of("beta")));
        save(temporal, "cancelled");
        RealStack.stop(worker);
      }
    }
  }

  private static void keep(
      WorkflowClient temporal, String name, RouterClient client, QueryOptions options)
      throws Exception {
    client.ask(query(name, options));
    save(temporal, name);
  }

  private static void feedback(RouterClient client, QueryOptions options) {
    client.start(query("feedback", options));
    client.feedback("feedback", new Feedback("f", 1.0, "it", "good"));
    client.result("feedback").join();
  }

  private static void cancel(RouterClient client, QueryOptions options) {
    client.start(query("cancelled", options));
    LockSupport.parkNanos(500_000_000);
    client.cancel("cancelled");
    assertThatThrownBy(() -> client.result("cancelled").join())
        .hasCauseInstanceOf(QueryFailedException.class);
  }

  private static void save(WorkflowClient temporal, String name) throws Exception {
    String history = temporal.fetchHistory(RouterClient.workflowId(name)).toJson(true);
    WorkflowReplayer.replayWorkflowExecution(history, QueryWorkflowImpl.class);
    if (Boolean.getBoolean("router.histories.write")) {
      write(SAVED.resolve(RELEASE + "-" + name + ".json"), history);
    }
  }

  private static void write(Path file, String history) throws IOException {
    Files.createDirectories(SAVED);
    Files.writeString(file, history + "\n");
  }

  private static QueryInput query(String id, QueryOptions options) {
    return new QueryInput(id, "default", "Who wrote it?", options, null, null);
  }

  private static QueryOptions options(
      @Nullable Long budget, int maxTurns, long deadlineMillis, List<String> candidates) {
    return QueryOptions.DEFAULTS
        .but()
        .budgetNanoUsd(budget)
        .maxTurns(maxTurns)
        .deadlineMillis(deadlineMillis)
        .candidates(candidates)
        .build();
  }
}
