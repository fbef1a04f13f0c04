// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import com.zaxxer.hikari.HikariDataSource;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.routerr1.activities.policy.GrpcPolicyClient;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.ServedVersion;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.infra.stack.temporal.TemporalProcess;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.RouterClient;
import org.routerr1.workflows.RouterPlugin;
import org.routerr1.workflows.RouterWorkers;
import org.routerr1.workflows.lab.Lab;

/**
 * What trainings, gates and schedules are tried on: the real Temporal server, database, policy
 * server and learner around a model of 100 kB; and a worker in this process.
 */
final class LabStack implements AutoCloseable {

  /** The tiny model spells what it does not know, so prompts are long. */
  private static final int CONTEXT = 8192;

  private final Path data;
  private final ThrowawayPostgres postgres = ThrowawayPostgres.start();
  private final TemporalProcess temporal;
  private final PolicyServer policyServer;
  private final RecordedPool pool = RecordedPool.start(PoolConfig.DEFAULTS);
  private final HikariDataSource dataSource;
  private final WorkflowServiceStubs stubs;
  private final PolicyClient policy;
  private final WorkerFactory worker;

  LabStack(Path directory) throws IOException, InterruptedException {
    data = Files.createDirectories(directory.resolve("data"));
    temporal = TemporalProcess.temporary(Files.createDirectories(directory.resolve("temporal")));
    policyServer = PolicyServer.start(TinyModel.in(directory, CONTEXT), data, CONTEXT);
    policy = new GrpcPolicyClient(policyServer.address(), Duration.ofMinutes(1));
    dataSource =
        Books.pool(
            postgres.running().jdbcUrl(),
            postgres.running().user(),
            postgres.running().passwordFile());
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    RouterPlugin plugin =
        RouterPlugin.builder()
            .dataSource(dataSource)
            .catalogue(catalogue(directory))
            .policy(policyServer.address())
            .extension(new Lab(data))
            .build();
    worker =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                stubs, WorkflowClientOptions.newBuilder().setPlugins(plugin).build()));
    worker.newWorker(RouterClient.TASK_QUEUE);
    worker.start();
  }

  private Path catalogue(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("catalogue.yaml"),
        """
        candidates:
          - id: alpha
            endpoint: %1$s
            price: {input: 0.1, output: 0.2}
            max_output_tokens: 64
        """
            .formatted(pool.baseUrl()));
  }

  /** Who answers for the candidate. */
  RecordedPool pool() {
    return pool;
  }

  /** The directory of runs, adapters and promotions. */
  Path data() {
    return data;
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  WorkflowClient client() {
    return WorkflowClient.newInstance(stubs);
  }

  /** A run as the command line starts it. */
  <T> T run(Class<T> workflow, String run) {
    return client().newWorkflowStub(workflow, options(run));
  }

  static WorkflowOptions options(String run) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId("run/" + run)
        .setTaskQueue(RouterClient.TASK_QUEUE)
        .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
        .build();
  }

  /** The version that queries are decided by: the channel's, or the base where it has none. */
  String stable() {
    return policy.versions().stream()
        .filter(version -> version.channels().contains("stable"))
        .map(ServedVersion::name)
        .findFirst()
        .orElseGet(this::base);
  }

  String base() {
    return policy.versions().stream()
        .filter(ServedVersion::base)
        .map(ServedVersion::name)
        .findFirst()
        .orElseThrow();
  }

  Books books() {
    return Books.open(dataSource);
  }

  @Override
  public void close() throws InterruptedException {
    worker.shutdownNow();
    worker.awaitTermination(20, TimeUnit.SECONDS);
    stubs.shutdownNow();
    policy.close();
    dataSource.close();
    pool.close();
    policyServer.close();
    temporal.close();
    postgres.close();
  }
}
