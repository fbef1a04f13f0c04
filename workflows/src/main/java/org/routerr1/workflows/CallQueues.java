// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.routerr1.activities.CallQueue;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the task queues of candidates whose calls are queued: one each, with the candidate's rate
 * (over all workers) and its concurrency (in this one). A candidate that a reloaded catalogue adds
 * gets its queue then; what is known of one at its start holds until the worker's end.
 */
final class CallQueues implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallQueues.class);
  private static final int CALLS_AT_ONCE = 200;

  private final String taskQueue;
  private final RouterPlugin plugin;
  private final Map<String, WorkerFactory> factories = new HashMap<>();

  CallQueues(String taskQueue, RouterPlugin plugin) {
    this.taskQueue = taskQueue;
    this.plugin = plugin;
  }

  synchronized void serve(WorkflowClient client, Catalogue catalogue) {
    for (Candidate candidate : catalogue.candidates()) {
      switch (candidate.dispatch()) {
        case LOCAL -> {}
        case QUEUED ->
            factories.computeIfAbsent(
                CallQueue.of(taskQueue, candidate), queue -> start(client, queue, candidate));
      }
    }
  }

  private WorkerFactory start(WorkflowClient client, String queue, Candidate candidate) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(queue, options(candidate.limits()));
    // The client knows the plugin only where it was given to the client.
    plugin.initializeWorker(queue, worker);
    factory.start();
    LOG.info("calling {} from the task queue {}", candidate.id(), queue);
    return factory;
  }

  private static WorkerOptions options(Candidate.Limits limits) {
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setMaxConcurrentActivityExecutionSize(
                limits.concurrency() > 0 ? limits.concurrency() : CALLS_AT_ONCE)
            .setUsingVirtualThreads(true);
    if (limits.requestsPerMinute() > 0) {
      options.setMaxTaskQueueActivitiesPerSecond(limits.requestsPerMinute() / 60.0);
    }
    return options.build();
  }

  @Override
  public synchronized void close() {
    factories.values().forEach(WorkerFactory::shutdown);
    factories.values().forEach(factory -> factory.awaitTermination(10, TimeUnit.SECONDS));
    factories.clear();
  }
}
