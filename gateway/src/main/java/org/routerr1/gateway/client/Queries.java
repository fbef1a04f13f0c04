// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.Feedback;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.ledger.FeedbackEntry;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.RouterClient;

/**
 * The queries' workflows, one attempt at a time: whoever calls decides how long an outage is sat
 * out. Every method throws {@link TemporalUnavailableException} when Temporal cannot be reached.
 */
public final class Queries {

  private final WorkflowClient temporal;
  private final String taskQueue;
  private volatile RouterClient router;

  public Queries(WorkflowClient temporal, String taskQueue) {
    this.temporal = temporal;
    this.taskQueue = taskQueue;
    this.router = new RouterClient(temporal, taskQueue, false);
  }

  /** From now on queries carry search attributes, which Temporal is known to accept. */
  public void useSearchAttributes() {
    router = new RouterClient(temporal, taskQueue, true);
  }

  /** The id of a query's workflow. */
  public static String workflowId(String queryId) {
    return RouterClient.workflowId(queryId);
  }

  /** Starts a query, or joins the one that was started under its id. Safe to repeat. */
  public boolean start(QueryInput input) {
    return reaching(() -> {
      router.start(input);
      return true;
    });
  }

  /** What the query of this id was asked; empty if Temporal does not know it (any more). */
  public Optional<QueryInput> input(String queryId) {
    return reaching(() -> {
      try (var events = temporal.streamHistory(workflowId(queryId))) {
        return events
            .findFirst()
            .map(event -> event.getWorkflowExecutionStartedEventAttributes().getInput())
            .map(this::queryInput);
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    });
  }

  private QueryInput queryInput(Payloads payloads) {
    return temporal
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(payloads), QueryInput.class, QueryInput.class);
  }

  /** Waits for a query's end, at most so long. */
  public QueryOutcome await(String queryId, Duration atMost) {
    try {
      return new QueryOutcome.Answered(
          router.result(queryId).get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new QueryOutcome.Running();
    } catch (ExecutionException e) {
      return reaching(() -> Endings.of(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new QueryOutcome.Running();
    }
  }

  /** Gives feedback to a running query; one that has ended is told as unknown. */
  public FeedbackEntry feedback(String queryId, Feedback feedback) {
    return reaching(() -> {
      try {
        router.feedback(queryId, feedback);
        return FeedbackEntry.KEPT;
      } catch (WorkflowNotFoundException e) {
        return FeedbackEntry.UNKNOWN_QUERY;
      } catch (WorkflowUpdateException e) {
        if (isRejected(e.getCause())) {
          return FeedbackEntry.CONFLICT;
        }
        throw e;
      }
    });
  }

  /** Whether an activity's refusal ended an update: it can only be that the id is used. */
  private static boolean isRejected(@Nullable Throwable cause) {
    return switch (cause) {
      case ApplicationFailure e -> e.getType().equals(FailureCode.REJECTED.wire());
      case ActivityFailure e -> isRejected(e.getCause());
      case null, default -> false;
    };
  }

  /** Turns every way in which the SDK says "not reached" into one. */
  private static <T> T reaching(Supplier<? extends T> call) {
    try {
      return call.get();
    } catch (WorkflowServiceException | StatusRuntimeException e) {
      Status.Code code = Status.fromThrowable(e).getCode();
      if (code == Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      throw new TemporalUnavailableException("Temporal: " + code, e);
    }
  }
}
