// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CallInput;
import org.routerr1.activities.CallOutput;
import org.routerr1.activities.DecideOutput.PlannedCall;
import org.routerr1.activities.QueryActivities;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/**
 * Makes the calls of a round, side by side where there are several. A failed call is tried again
 * within its attempts, the deadline and the budget, after the wait that the provider asked for;
 * what remains is told to the policy.
 */
final class CandidateCalls {

  /** A provider who asks for more is not waited for: the policy may choose another. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** No call ends sooner, so none is begun with less left. */
  private static final long SHORTEST_CALL_MILLIS = 20;

  private static final long FIRST_BACKOFF_MILLIS = 250;

  private final QueryInput input;
  private final String workflowId;
  private final Spending spending;
  private final long deadlineAtMillis;
  private final Random random = Workflow.newRandom();

  CandidateCalls(QueryInput input, String workflowId, Spending spending, long deadlineAtMillis) {
    this.input = input;
    this.workflowId = workflowId;
    this.spending = spending;
    this.deadlineAtMillis = deadlineAtMillis;
  }

  /** Whether no call can be made any more before the deadline. */
  boolean isTooLate() {
    return deadlineAtMillis - Workflow.currentTimeMillis() < SHORTEST_CALL_MILLIS;
  }

  /** The last attempt of each call, in the order of the plan. */
  List<CallOutput> make(
      String catalogueVersion, int round, @Nullable String context, List<PlannedCall> plan) {
    if (plan.size() == 1) {
      return List.of(attempts(catalogueVersion, round, context, plan.getFirst()));
    }
    List<Promise<CallOutput>> running = new ArrayList<>();
    for (PlannedCall call : plan) {
      running.add(Async.function(() -> attempts(catalogueVersion, round, context, call)));
    }
    List<CallOutput> outputs = new ArrayList<>();
    for (Promise<CallOutput> one : running) {
      outputs.add(one.cancellableGet());
    }
    return outputs;
  }

  private CallOutput attempts(
      String catalogueVersion, int round, @Nullable String context, PlannedCall call) {
    for (int attempt = 1; ; attempt++) {
      if (isTooLate()) {
        return notMade(call, FailureCode.DEADLINE, "the query's deadline has passed");
      }
      if (!spending.reserve(call.reserveNanoUsd())) {
        return notMade(call, FailureCode.BUDGET_EXCEEDED, "the budget has no room for this call");
      }
      CallOutput output;
      try {
        output =
            attempt(
                call,
                new CallInput(
                    workflowId,
                    input.chain(),
                    catalogueVersion,
                    round,
                    call.call(),
                    attempt,
                    call.candidate(),
                    call.query(),
                    context,
                    Math.min(
                        call.timeoutMillis(), deadlineAtMillis - Workflow.currentTimeMillis())));
      } finally {
        spending.release(call.reserveNanoUsd());
      }
      spending.call(output.usage(), output.costNanoUsd());
      FailureCode failure = output.failure();
      if (failure == null || !failure.retryable() || attempt >= call.attempts()) {
        return output;
      }
      long wait = Math.max(output.retryAfterMillis(), backoffMillis(attempt));
      if (wait > LONGEST_WAIT.toMillis()
          || Workflow.currentTimeMillis() + wait >= deadlineAtMillis) {
        return output;
      }
      Workflow.sleep(Duration.ofMillis(wait));
    }
  }

  private CallOutput attempt(PlannedCall call, CallInput callInput) {
    Duration startToClose = Duration.ofMillis(callInput.timeoutMillis()).plus(StepOptions.BOOKS);
    Duration hardLimit = startToClose.plus(StepOptions.PATIENCE);
    Promise<CallOutput> result =
        switch (call.dispatch()) {
          case LOCAL ->
              Workflow.newUntypedLocalActivityStub(StepOptions.local(startToClose, hardLimit))
                  .executeAsync(QueryActivities.CALL, CallOutput.class, callInput);
          case QUEUED ->
              Workflow.newUntypedActivityStub(
                      StepOptions.queued(
                          taskQueue(call),
                          Duration.ofMillis(deadlineAtMillis - Workflow.currentTimeMillis()),
                          startToClose,
                          hardLimit))
                  .executeAsync(QueryActivities.CALL, CallOutput.class, callInput);
        };
    try {
      return result.cancellableGet();
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof TimeoutFailure timeout
          && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
        return notMade(call, FailureCode.TIMEOUT, "no worker took the call in time");
      }
      throw e;
    }
  }

  private static String taskQueue(PlannedCall call) {
    String queue = call.taskQueue();
    return queue == null ? Workflow.getInfo().getTaskQueue() : queue;
  }

  /** Doubles with each attempt; up to half of it more, so that queries do not return in step. */
  private long backoffMillis(int attempt) {
    long base = FIRST_BACKOFF_MILLIS << (attempt - 1);
    return base + random.nextLong(base / 2);
  }

  private static CallOutput notMade(PlannedCall call, FailureCode code, String detail) {
    return new CallOutput(call.candidate(), null, code, detail, 0, Usage.NONE, 0);
  }
}
