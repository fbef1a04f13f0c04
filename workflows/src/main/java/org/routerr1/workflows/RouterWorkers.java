// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.PollerBehaviorSimpleMaximum;
import java.time.Duration;

/**
 * The settings under which a query is cheap, each measured (docs/benchmarks.md). The plugin applies
 * them to its own task queue wherever the host has not set something itself.
 */
public final class RouterWorkers {

  /**
   * A query's workflow task timeout: what passes until another worker takes over from one that
   * died. It holds for a query that {@link RouterClient} starts; a host that starts queries itself
   * sets it on the workflow's or the child's options.
   */
  public static final Duration WORKFLOW_TASK_TIMEOUT = Duration.ofSeconds(3);

  /** Heartbeat timeout of activities that may take longer than their worker lives. */
  public static final Duration LIFE_SIGN = Duration.ofSeconds(10);

  /**
   * Queries under way in a worker. With local activities a query holds a workflow task's slot from
   * its start to its end, so there are as many slots as queries.
   */
  public static final int QUERIES_UNDER_WAY = 1000;

  /**
   * A poll takes the server some ten milliseconds under load. With two of them, queries wait in the
   * queue while processors idle; a task that finds a waiting poll is not written to the queue.
   */
  private static final int WORKFLOW_POLLERS = 16;

  private static final Duration STICKY = Duration.ofSeconds(1);

  /** Fewer milliseconds give false alarms on starved processors. */
  private static final long DEADLOCK_MILLIS = 5_000;

  private RouterWorkers() {}

  /** For the worker of the router's task queue. */
  public static WorkerOptions options() {
    return complete(WorkerOptions.newBuilder()).build();
  }

  /** For the factory of that worker. */
  public static WorkerFactoryOptions factoryOptions() {
    return complete(WorkerFactoryOptions.newBuilder()).build();
  }

  /** Sets what is not set yet. */
  static WorkerOptions.Builder complete(WorkerOptions.Builder builder) {
    WorkerOptions given = builder.build();
    if (given.getWorkerTuner() == null) {
      if (given.getMaxConcurrentWorkflowTaskExecutionSize() == 0) {
        builder.setMaxConcurrentWorkflowTaskExecutionSize(QUERIES_UNDER_WAY);
      }
      if (given.getMaxConcurrentLocalActivityExecutionSize() == 0) {
        builder.setMaxConcurrentLocalActivityExecutionSize(QUERIES_UNDER_WAY);
      }
    }
    if (given.getWorkflowTaskPollersBehavior() == null
        && given.getMaxConcurrentWorkflowTaskPollers() == 0) {
      builder.setWorkflowTaskPollersBehavior(new PollerBehaviorSimpleMaximum(WORKFLOW_POLLERS));
    }
    if (given.getActivityTaskPollersBehavior() == null
        && given.getMaxConcurrentActivityTaskPollers() == 0) {
      builder.setActivityTaskPollersBehavior(new PollerBehaviorSimpleMaximum(1));
    }
    if (given.getStickyQueueScheduleToStartTimeout() == null) {
      builder.setStickyQueueScheduleToStartTimeout(STICKY);
    }
    if (given.getDefaultDeadlockDetectionTimeout() == 0) {
      builder.setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS);
    }
    return builder.setUsingVirtualThreads(true);
  }

  /** Sets what is not set yet. */
  static WorkerFactoryOptions.Builder complete(WorkerFactoryOptions.Builder builder) {
    if (builder.build().getWorkflowCacheSize() == 0) {
      builder.setWorkflowCacheSize(QUERIES_UNDER_WAY);
    }
    return builder.setUsingVirtualWorkflowThreads(true);
  }
}
