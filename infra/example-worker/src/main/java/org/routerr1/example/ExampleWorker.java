// SPDX-License-Identifier: Apache-2.0
package org.routerr1.example;

import com.zaxxer.hikari.HikariDataSource;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.RouterClient;
import org.routerr1.workflows.RouterPlugin;

/**
 * A worker as many a house has one, with its own task queue and workflow. One line makes it answer
 * the router's queries too.
 */
public final class ExampleWorker {

  /** The host's own task queue. */
  public static final String TASK_QUEUE = "example";

  private ExampleWorker() {}

  /** The client of such a host: the plugin is all that it knows of the router. */
  public static WorkflowClient client(
      WorkflowServiceStubs stubs, DataSource dataSource, Path catalogue, String policy) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setPlugins(
                RouterPlugin.builder()
                    .dataSource(dataSource)
                    .catalogue(catalogue)
                    .policy(policy)
                    .build())
            .build());
  }

  /** Starts the host's worker, and beside it the router's. */
  public static WorkerFactory start(WorkflowClient client) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker own = factory.newWorker(TASK_QUEUE);
    own.registerWorkflowImplementationTypes(BriefingWorkflowImpl.class);
    factory.newWorker(RouterClient.TASK_QUEUE);
    factory.start();
    return factory;
  }

  /**
   * Runs until it is stopped.
   *
   * @param args Temporal's address, the books' JDBC URL, user and password file, the catalogue, the
   *     policy server's address
   */
  public static void main(String[] args) {
    if (args.length != 6) {
      System.err.println(
          "usage: ExampleWorker TEMPORAL DB_URL DB_USER DB_PASSWORD_FILE CATALOGUE POLICY");
      System.exit(2);
    }
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build());
    HikariDataSource dataSource = Books.pool(args[1], args[2], Path.of(args[3]));
    WorkerFactory factory = start(client(stubs, dataSource, Path.of(args[4]), args[5]));
    Runtime.getRuntime().addShutdownHook(new Thread(factory::shutdown));
    factory.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }
}
