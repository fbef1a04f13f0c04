// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.routerr1.bench.load.BenchQueries;
import org.routerr1.bench.load.Load;
import org.routerr1.bench.load.Measured;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.RouterClient;
import org.routerr1.workflows.TemporalChannel;

/** Ours at the plugin's client: this process starts queries, the worker's process answers them. */
final class PluginSide implements Side {

  private final WorkflowServiceStubs temporal;
  private final RouterClient client;
  private int loads;

  PluginSide(String temporalAddress) {
    this.temporal =
        WorkflowServiceStubs.newServiceStubs(
            TemporalChannel.tuned(
                    WorkflowServiceStubsOptions.newBuilder().setTarget(temporalAddress))
                .build());
    this.client =
        new RouterClient(WorkflowClient.newInstance(temporal), RouterClient.TASK_QUEUE, false);
  }

  @Override
  public Measured run(int n, int atOnce, String candidate) throws InterruptedException {
    String load = "plugin" + ++loads;
    return Load.run(
        n,
        atOnce,
        number -> {
          String id = load + "-" + number;
          client.ask(
              new QueryInput(
                  id,
                  "default",
                  "What is " + id + "?",
                  BenchQueries.options(candidate),
                  null,
                  null));
        });
  }

  @Override
  public void close() {
    temporal.shutdownNow();
  }
}
