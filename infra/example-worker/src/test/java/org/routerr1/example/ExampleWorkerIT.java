// SPDX-License-Identifier: Apache-2.0
package org.routerr1.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.FixedPolicy;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.infra.stack.temporal.TemporalProcess;
import org.routerr1.ledger.QueryDocument;
import org.routerr1.ledger.postgres.Books;

/** A foreign worker answers the router's queries within its own workflow. */
class ExampleWorkerIT {

  @Test
  void aHostsOwnWorkflowAsksTheRouter(@TempDir Path directory) throws Exception {
    try (ThrowawayPostgres postgres = ThrowawayPostgres.start();
        TemporalProcess temporal = TemporalProcess.temporary(directory);
        RecordedPool pool = RecordedPool.start(PoolConfig.DEFAULTS);
        FixedPolicy policy = FixedPolicy.start(0, 2);
        HikariDataSource dataSource =
            Books.pool(
                postgres.running().jdbcUrl(),
                postgres.running().user(),
                postgres.running().passwordFile())) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
      WorkflowClient client =
          ExampleWorker.client(stubs, dataSource, catalogue(directory, pool), policy.address());
      WorkerFactory factory = ExampleWorker.start(client);

      List<BriefingWorkflow.Item> briefing =
          client
              .newWorkflowStub(
                  BriefingWorkflow.class,
                  WorkflowOptions.newBuilder()
                      .setTaskQueue(ExampleWorker.TASK_QUEUE)
                      .setWorkflowId("monday")
                      .build())
              .brief(List.of("Who wrote it?", "When was that?"));

      assertThat(briefing)
          .extracting(BriefingWorkflow.Item::question)
          .containsExactly("Who wrote it?", "When was that?");
      assertThat(briefing).allSatisfy(item -> assertThat(item.answer()).isNotBlank());
      assertThat(briefing).allSatisfy(item -> assertThat(item.costNanoUsd()).isPositive());
      assertThat(pool.counts().total().bought()).isEqualTo(4);
      try (Books books = Books.open(dataSource)) {
        QueryDocument document = books.reader().query("monday-0").orElseThrow();
        assertThat(document.outcome()).isEqualTo("answered");
        assertThat(document.workflowId()).isEqualTo("query/monday-0");
      }
      factory.shutdownNow();
      factory.awaitTermination(20, TimeUnit.SECONDS);
      stubs.shutdownNow();
    }
  }

  private static Path catalogue(Path directory, RecordedPool pool) throws Exception {
    return Files.writeString(
        directory.resolve("catalogue.yaml"),
        """
        candidates:
          - id: alpha
            endpoint: %s
            price: {input: 0.1, output: 0.2}
        """
            .formatted(pool.baseUrl()));
  }
}
