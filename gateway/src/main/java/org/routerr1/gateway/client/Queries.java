// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.routerr1.activities.Feedback;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.QueryOutput;
import org.routerr1.workflows.QueryWorkflow;

/**
 * The queries' workflows, one attempt at a time: whoever calls decides how long an outage is sat
 * out. Every method throws {@link TemporalUnavailableException} when Temporal cannot be reached.
 */
public final class Queries {

  private static final Duration WORKFLOW_TASK_TIMEOUT = Duration.ofSeconds(3);

  private final WorkflowClient client;
  private final String taskQueue;

  public Queries(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  /** What a start found. */
  public enum Start {
    STARTED,
    EXISTED
  }

  /** The id of a query's workflow. */
  public static String workflowId(String queryId) {
    return "query/" + queryId;
  }

  /**
   * Starts a query under its id, unless one was started under it before, running or not. Safe to
   * repeat.
   *
   * @param evenIfFailed an earlier one that failed does not count. Its books are kept, so nothing
   *     that it received is paid again
   */
  public Start start(QueryInput input, boolean evenIfFailed) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(workflowId(input.queryId()))
            .setTaskQueue(taskQueue)
            .setWorkflowTaskTimeout(WORKFLOW_TASK_TIMEOUT)
            .setWorkflowIdReusePolicy(
                evenIfFailed
                    ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY
                    : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            // Not USE_EXISTING, which joins just the same but does not say that it did.
            .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
            .build();
    return reaching(() -> {
      try {
        client.newUntypedWorkflowStub(QueryWorkflow.TYPE, options).start(input);
        return Start.STARTED;
      } catch (WorkflowExecutionAlreadyStarted e) {
        return Start.EXISTED;
      }
    });
  }

  /** What the query of this id was asked; empty if Temporal does not know it (any more). */
  public Optional<QueryInput> input(String queryId) {
    return reaching(() -> {
      try (var events = client.streamHistory(workflowId(queryId))) {
        return events
            .findFirst()
            .map(event -> event.getWorkflowExecutionStartedEventAttributes().getInput())
            .map(this::queryInput);
      } catch (WorkflowNotFoundException e) {
        return Optional.empty();
      }
    });
  }

  private QueryInput queryInput(Payloads payloads) {
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(payloads), QueryInput.class, QueryInput.class);
  }

  /** Whether the query runs now; false where Temporal does not know it. */
  public boolean running(String queryId) {
    return reaching(() -> {
      try {
        return stub(queryId).describe().getStatus()
            == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
      } catch (WorkflowNotFoundException e) {
        return false;
      }
    });
  }

  /** Waits for the end of the latest run, at most so long. */
  public QueryOutcome await(String queryId, Duration atMost) {
    return reaching(() -> {
      try {
        return new QueryOutcome.Answered(
            stub(queryId).getResult(atMost.toMillis(), TimeUnit.MILLISECONDS, QueryOutput.class));
      } catch (TimeoutException e) {
        return new QueryOutcome.Running();
      } catch (WorkflowFailedException e) {
        return Endings.of(e);
      }
    });
  }

  /** Gives feedback to a running query; false: it is not running. */
  public boolean feedback(String queryId, Feedback feedback) {
    return reaching(() -> {
      try {
        stub(queryId).update("feedback", Void.class, feedback);
        return true;
      } catch (WorkflowNotFoundException e) {
        return false;
      }
    });
  }

  private WorkflowStub stub(String queryId) {
    return client.newUntypedWorkflowStub(workflowId(queryId));
  }

  /** Turns every way in which the SDK says "not reached" into one. */
  private static <T> T reaching(Supplier<? extends T> call) {
    try {
      return call.get();
    } catch (WorkflowUpdateException e) {
      throw e;
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      Status status = Status.fromThrowable(e);
      if (status.getCode() == Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      throw new TemporalUnavailableException("Temporal: " + status.getCode(), e);
    }
  }
}
