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
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideOutput;
import org.routerr1.activities.DecideOutput.PlannedCall;
import org.routerr1.activities.QueryActivities;
import org.routerr1.activities.RoundOutput;
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

  private static final long FIRST_BACKOFF_MILLIS = 250;

  private final Spending spending;
  private final long deadlineAtMillis;
  private final Random random = Workflow.newRandom();

  CandidateCalls(Spending spending, long deadlineAtMillis) {
    this.spending = spending;
    this.deadlineAtMillis = deadlineAtMillis;
  }

  /** Whether no call can be made any more before the deadline. */
  boolean isTooLate() {
    return deadlineAtMillis - Workflow.currentTimeMillis() < RoundOutput.SHORTEST_CALL_MILLIS;
  }

  /** The last attempt of each call that a round decided on, in the order of the plan. */
  List<CallOutput> make(DecideInput asked, RoundOutput round) {
    List<PlannedCall> plan = round.decision().calls();
    if (plan.size() == 1) {
      return List.of(attempts(asked, round.decision(), plan.getFirst(), round.first()));
    }
    List<Promise<CallOutput>> running = new ArrayList<>();
    for (PlannedCall call : plan) {
      running.add(Async.function(() -> attempts(asked, round.decision(), call, null)));
    }
    List<CallOutput> outputs = new ArrayList<>();
    for (Promise<CallOutput> one : running) {
      outputs.add(one.cancellableGet());
    }
    return outputs;
  }

  /**
   * @param first of the attempts, where it was made with the decision
   */
  private CallOutput attempts(
      DecideInput asked, DecideOutput decision, PlannedCall call, @Nullable CallOutput first) {
    CallOutput output = first;
    for (int attempt = 1; ; attempt++) {
      if (output == null) {
        if (isTooLate()) {
          return notMade(call, FailureCode.DEADLINE, "the query's deadline has passed");
        }
        if (!spending.reserve(call.reserveNanoUsd())) {
          return notMade(call, FailureCode.BUDGET_EXCEEDED, "the budget has no room for this call");
        }
        try {
          output = attempt(call, input(asked, decision, call, attempt));
        } finally {
          spending.release(call.reserveNanoUsd());
        }
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
      output = null;
    }
  }

  private CallInput input(DecideInput asked, DecideOutput decision, PlannedCall call, int attempt) {
    return CallInput.of(
        asked, decision, call, attempt, deadlineAtMillis - Workflow.currentTimeMillis());
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
