// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import com.zaxxer.hikari.HikariDataSource;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.routerr1.infra.doubles.FixedPolicy;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.infra.stack.temporal.TemporalProcess;
import org.routerr1.ledger.postgres.Books;

/**
 * The real Temporal server and the real database, with the doubles for policy and candidates: what
 * the plugin's integration tests run on.
 */
final class RealStack implements AutoCloseable {

  final ThrowawayPostgres postgres = ThrowawayPostgres.start();
  final TemporalProcess temporal;
  final RecordedPool pool;
  FixedPolicy policy;
  final Path catalogue;
  final HikariDataSource dataSource;
  final WorkflowServiceStubs stubs;

  RealStack(Path directory, int routes, PoolConfig config) throws IOException {
    temporal = TemporalProcess.temporary(Files.createDirectories(directory.resolve("temporal")));
    pool = RecordedPool.start(config);
    policy = FixedPolicy.start(0, routes);
    catalogue = directory.resolve("catalogue.yaml");
    writeCatalogue("");
    dataSource =
        Books.pool(
            postgres.running().jdbcUrl(),
            postgres.running().user(),
            postgres.running().passwordFile());
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
  }

  /** Two local candidates, and what the test adds. */
  void writeCatalogue(String more) throws IOException {
    Files.writeString(
        catalogue,
        """
        candidates:
          - id: alpha
            endpoint: %1$s
            model: alpha
            price: {input: 0.1, output: 0.2}
            max_output_tokens: 64
          - id: beta
            endpoint: %1$s
            model: beta
            price: {input: 1, output: 2}
            max_output_tokens: 64
        %2$s\
        """
            .formatted(pool.baseUrl(), more.formatted(pool.baseUrl())));
  }

  RouterPlugin plugin() {
    return RouterPlugin.builder()
        .dataSource(dataSource)
        .catalogue(catalogue)
        .policy(policy.address())
        .build();
  }

  WorkflowClient client(RouterPlugin... plugins) {
    return WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setIdentity("test").setPlugins(plugins).build());
  }

  /** A worker as a host would make it. */
  static WorkerFactory startWorker(WorkflowClient client) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker(RouterClient.TASK_QUEUE);
    factory.start();
    return factory;
  }

  static void stop(WorkerFactory factory) {
    factory.shutdownNow();
    factory.awaitTermination(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    stubs.shutdownNow();
    dataSource.close();
    policy.close();
    pool.close();
    temporal.close();
    postgres.close();
  }
}
