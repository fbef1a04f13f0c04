// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.workflow.ChildWorkflowOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.routerr1.activities.Feedback;

/**
 * Starts queries and follows them, by the caller's own id. The same id is the same query, for ever:
 * asking again joins the one that runs, or gives the result of the one that ended. So a start whose
 * outcome is unknown is simply repeated. Safe for use by many threads.
 */
public final class RouterClient {

  /** The task queue where nothing else is configured. */
  public static final String TASK_QUEUE = "router-r1";

  private static final String PREFIX = "query/";
  private static final int MOST_STARTS_AT_ONCE = 64;
  private static final Duration LONGEST_WAIT_FOR_A_START = Duration.ofSeconds(30);

  private static final Duration PLAIN = Duration.ofSeconds(20);

  private final WorkflowClient client;
  private final String taskQueue;
  private final boolean searchAttributes;
  private volatile long plainUntilNanos = System.nanoTime();
  private final Semaphore starts = new Semaphore(MOST_STARTS_AT_ONCE, true);

  /**
   * @param searchAttributes whether queries carry {@link SearchAttributes}, as {@link
   *     SearchAttributes#register} said
   */
  public RouterClient(WorkflowClient client, String taskQueue, boolean searchAttributes) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.searchAttributes = searchAttributes;
  }

  /** The workflow of a query. */
  public static String workflowId(String queryId) {
    return PREFIX + queryId;
  }

  /** How a query is started, for a host that starts one by itself. */
  public static WorkflowOptions.Builder options(String queryId, String taskQueue) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId(queryId))
        .setTaskQueue(taskQueue)
        .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
  }

  /** How a query is started as a child of a host's workflow. */
  public static ChildWorkflowOptions.Builder childOptions(String queryId, String taskQueue) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(workflowId(queryId))
        .setTaskQueue(taskQueue)
        .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
  }

  /**
   * Starts a query, or joins it. Waits while too many starts are under way: Temporal answers a
   * flood of them with deadlines, some of which had started a workflow.
   *
   * @throws IllegalArgumentException if the query is not as it must be
   * @throws TooManyStartsException if it waited in vain
   * @throws RuntimeException Temporal's own, if it cannot be reached
   */
  public void start(QueryInput input) {
    String problem = QueryChecks.problem(input);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    if (!acquire()) {
      throw new TooManyStartsException();
    }
    try {
      if (System.nanoTime() - plainUntilNanos < 0 || !startSearchable(input)) {
        start(input, options(input.queryId(), taskQueue).build());
      }
    } catch (WorkflowExecutionAlreadyStarted ended) {
      // The same query, asked before: its result is there.
      return;
    } finally {
      starts.release();
    }
  }

  /**
   * False if the server does not know the attributes: a namespace caches what it had for a minute
   * after a registration. Then queries are started without them for a while.
   */
  private boolean startSearchable(QueryInput input) {
    if (!searchAttributes) {
      return false;
    }
    WorkflowOptions options =
        options(input.queryId(), taskQueue)
            .setTypedSearchAttributes(
                io.temporal.common.SearchAttributes.newBuilder()
                    .set(SearchAttributes.CHAIN, input.chain())
                    .build())
            .build();
    try {
      start(input, options);
      return true;
    } catch (WorkflowServiceException e) {
      if (e.getCause() instanceof StatusRuntimeException status
          && status.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
          && String.valueOf(status.getStatus().getDescription()).contains("search attribute")) {
        plainUntilNanos = System.nanoTime() + PLAIN.toNanos();
        return false;
      }
      throw e;
    }
  }

  private void start(QueryInput input, WorkflowOptions options) {
    client.newUntypedWorkflowStub(QueryWorkflow.TYPE, options).start(input);
  }

  /** Starts a query, or joins it, and waits for its end; see {@link #result}. */
  public QueryOutput ask(QueryInput input) {
    start(input);
    try {
      return stub(input.queryId()).getResult(QueryOutput.class);
    } catch (RuntimeException e) {
      throw QueryFailedException.from(input.queryId(), e);
    }
  }

  /**
   * The answer, when there is one. Fails with {@link QueryFailedException}, which says how the
   * query ended instead, or with Temporal's own exception, if it cannot be reached or knows no such
   * query.
   */
  public CompletableFuture<QueryOutput> result(String queryId) {
    return stub(queryId)
        .getResultAsync(QueryOutput.class)
        .handle((output, failure) -> {
          if (failure != null) {
            throw QueryFailedException.from(queryId, failure);
          }
          return output;
        });
  }

  /** Asks a running query to stop; it closes its books first. */
  public void cancel(String queryId) {
    stub(queryId).cancel();
  }

  /** Where a running query stands; waits until its worker can say. */
  public QueryProgress progress(String queryId) {
    return stub(queryId).query("progress", QueryProgress.class);
  }

  /**
   * Gives feedback to a running query, and returns when it is in the books; fails if the query has
   * ended (then it is written to the books directly).
   */
  public void feedback(String queryId, Feedback feedback) {
    stub(queryId).update("feedback", Void.class, feedback);
  }

  private WorkflowStub stub(String queryId) {
    return client.newUntypedWorkflowStub(
        WorkflowExecution.newBuilder().setWorkflowId(workflowId(queryId)).build(),
        java.util.Optional.of(QueryWorkflow.TYPE));
  }

  private boolean acquire() {
    try {
      return starts.tryAcquire(LONGEST_WAIT_FOR_A_START.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** More queries are being started than Temporal takes; try again later. */
  public static final class TooManyStartsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyStartsException() {
      super("too many queries are being started; try again later");
    }
  }
}
