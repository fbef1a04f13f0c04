// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.naive;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.RouterPlugin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A worker with the SDK's default settings and our activities, registered as regular ones. It ends
 * when its stdin does.
 */
@Command(name = "naive-worker")
public final class NaiveWorkerMain implements Callable<Integer> {

  @Option(names = "--temporal", required = true)
  private String temporal = "";

  @Option(names = "--db-url", required = true)
  private String url = "";

  @Option(names = "--db-user", required = true)
  private String user = "";

  @Option(names = "--db-password-file", required = true)
  private Path passwordFile = Path.of("");

  @Option(names = "--policy", required = true, description = "host:port")
  private String policy = "";

  @Option(names = "--catalogue", required = true)
  private Path catalogue = Path.of("");

  public static void main(String[] args) {
    System.exit(new CommandLine(new NaiveWorkerMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
    WorkerFactory factory = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs));
    try (var database = Books.pool(url, user, passwordFile);
        // Its queue is the naive worker's, and it is never given to the factory: it brings the
        // activities, and none of its settings.
        RouterPlugin plugin =
            RouterPlugin.builder()
                .dataSource(database)
                .catalogue(catalogue)
                .policy(policy)
                .taskQueue(NaiveQuery.TASK_QUEUE)
                .build()) {
      Worker worker = factory.newWorker(NaiveQuery.TASK_QUEUE);
      worker.registerWorkflowImplementationTypes(NaiveQueryImpl.class);
      plugin.initializeWorker(NaiveQuery.TASK_QUEUE, worker);
      factory.start();
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // Nothing is said; the end is what counts.
      }
      factory.shutdownNow();
    }
    return 0;
  }
}
