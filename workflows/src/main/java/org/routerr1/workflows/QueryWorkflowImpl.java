// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Locale;
import java.util.Objects;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.Feedback;
import org.routerr1.activities.QueryActivities;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.failure.FailureCode;

/**
 * A query as people ask it: the loop once, with feedback, search attributes and an end in books.
 */
public final class QueryWorkflowImpl implements QueryWorkflow {

  private final QueryInput input;
  private final QueryLoop loop;

  @WorkflowInit
  public QueryWorkflowImpl(QueryInput input) {
    this.input = input;
    this.loop =
        new QueryLoop(
            input,
            // What is missing is told by answer(): a constructor that throws would be retried for
            // ever.
            Objects.requireNonNullElse(input.options(), QueryOptions.DEFAULTS),
            Workflow.getInfo().getWorkflowId(),
            Workflow.getInfo().getRunStartedTimestampMillis());
  }

  @Override
  public QueryOutput answer(QueryInput sameInput) {
    String problem = QueryChecks.problem(input);
    if (problem != null) {
      throw ApplicationFailure.newNonRetryableFailure(problem, FailureCode.REJECTED.wire());
    }
    try {
      QueryOutput output = loop.untilAnswered();
      tellSearch(output);
      Workflow.await(Workflow::isEveryHandlerFinished);
      return output;
    } catch (CanceledFailure e) {
      throw cancelled(e);
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled(cancelled);
      }
      ApplicationFailure failure = StepFailures.typed(e);
      loop.close(failure.getType(), failure.getOriginalMessage());
      throw failure;
    }
  }

  private CanceledFailure cancelled(CanceledFailure failure) {
    Workflow.newDetachedCancellationScope(
            () -> loop.close(FailureCode.CANCELLED.wire(), "the query was cancelled"))
        .run();
    return failure;
  }

  /** The start says whether search attributes can be used. */
  private static void tellSearch(QueryOutput output) {
    if (!Workflow.getTypedSearchAttributes().containsKey(SearchAttributes.CHAIN)) {
      return;
    }
    ForcedBy forced = output.forced();
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.OUTCOME.valueSet(
            forced == null ? "answered" : "forced_by_" + forced.name().toLowerCase(Locale.ROOT)),
        SearchAttributes.POLICY_VERSION.valueSet(output.policyVersion()),
        SearchAttributes.COST_NANO_USD.valueSet(output.costNanoUsd()));
  }

  @Override
  public QueryProgress progress() {
    return loop.progress();
  }

  @Override
  public void checkFeedback(Feedback feedback) {
    Feedbacks.check(feedback);
  }

  @Override
  public void feedback(Feedback feedback) {
    loop.awaitOpened();
    Workflow.newUntypedLocalActivityStub(StepOptions.local(StepOptions.BOOKS, StepOptions.PATIENCE))
        .execute(QueryActivities.FEEDBACK, Void.class, input.queryId(), feedback);
  }
}
