// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.routerr1.bench.load.Load;
import org.routerr1.bench.load.Measured;
import org.routerr1.bench.naive.NaiveQuery;
import org.routerr1.bench.naive.NaiveWorkerMain;
import org.routerr1.bench.process.JavaProcess;
import org.routerr1.bench.process.ManagedProcess;
import org.routerr1.bench.process.RouterProcesses;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;
import org.routerr1.infra.stack.temporal.TemporalBinary;

/**
 * The first thing one would do: the development server as it comes, a worker as it comes, every
 * step a regular activity. Beside it one sees what the settings gain.
 */
final class NaiveSide implements Side {

  private final ManagedProcess server;
  private final JavaProcess worker;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private int loads;

  private NaiveSide(ManagedProcess server, JavaProcess worker, WorkflowServiceStubs stubs) {
    this.server = server;
    this.worker = worker;
    this.stubs = stubs;
    this.client = WorkflowClient.newInstance(stubs);
  }

  /** On the same database, policy, pool and catalogue as ours. */
  static NaiveSide start(RouterProcesses ours) throws InterruptedException {
    List<Integer> ports = FreePort.some(2);
    String address = "127.0.0.1:" + ports.getFirst();
    ManagedProcess server =
        ManagedProcess.start(server(ours.dir(), ports), Ready.tcp("127.0.0.1", ports.getFirst()));
    JavaProcess worker =
        JavaProcess.main(
            "the naive worker",
            ours.dir().resolve("logs/naive-worker.log"),
            NaiveWorkerMain.class,
            List.of(
                "--temporal=" + address,
                "--db-url=" + ours.postgres().jdbcUrl(),
                "--db-user=" + ours.postgres().user(),
                "--db-password-file=" + ours.postgres().passwordFile(),
                "--policy=" + ours.policyAddress(),
                "--catalogue=" + ours.catalogue()));
    worker.await("ready");
    return new NaiveSide(
        server,
        worker,
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
  }

  private static ProcessSpec server(Path dir, List<Integer> ports) {
    return new ProcessSpec(
        "naive-temporal",
        List.of(
            TemporalBinary.fetched().toString(),
            "server",
            "start-dev",
            "--ip",
            "127.0.0.1",
            "--port",
            ports.get(0).toString(),
            "--ui-port",
            ports.get(1).toString(),
            "--db-filename",
            dir.resolve("naive.db").toString(),
            "--log-level",
            "warn"),
        Map.of("DO_NOT_TRACK", "1"),
        dir,
        dir.resolve("logs/naive-temporal.log"));
  }

  @Override
  public Measured run(int n, int atOnce, String candidate) throws InterruptedException {
    String load = "naive" + ++loads;
    return Load.run(
        n,
        atOnce,
        number -> {
          String id = load + "-" + number;
          client
              .newWorkflowStub(
                  NaiveQuery.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(id)
                      .setTaskQueue(NaiveQuery.TASK_QUEUE)
                      .build())
              .answer(id, "What is " + id + "?", candidate);
        });
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    worker.close();
    server.close();
  }
}
