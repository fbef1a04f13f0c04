// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CallPrompt;
import org.routerr1.activities.CloseInput;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.DecideInput.Turn;
import org.routerr1.activities.DecideOutput;
import org.routerr1.activities.Feedback;
import org.routerr1.activities.QueryActivities;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.failure.FailureCode;

/**
 * The loop: decide, call, observe, until there is an answer. Every step goes through the journal,
 * so the workflow may be replayed, moved or killed at any point without paying twice.
 */
public final class QueryWorkflowImpl implements QueryWorkflow {

  private final QueryInput input;
  private final QueryOptions options;
  private final String workflowId;
  private final long startedAtMillis;
  private final long deadlineAtMillis;
  private final Spending spending;
  private final CandidateCalls calls;
  private final CompletablePromise<Boolean> opened = Workflow.newPromise();
  private final List<Turn> transcript = new ArrayList<>();
  private @Nullable String catalogueVersion;
  private @Nullable String policyVersion;
  private int round = 1;
  private int routes;
  private boolean done;

  @WorkflowInit
  public QueryWorkflowImpl(QueryInput input) {
    this.input = input;
    // What is missing is told by answer(): a constructor that throws would be retried for ever.
    this.options = Objects.requireNonNullElse(input.options(), QueryOptions.DEFAULTS);
    this.workflowId = Workflow.getInfo().getWorkflowId();
    this.startedAtMillis = Workflow.getInfo().getRunStartedTimestampMillis();
    this.deadlineAtMillis = startedAtMillis + options.deadlineMillis();
    this.spending = new Spending(options.budgetNanoUsd());
    this.calls = new CandidateCalls(input, workflowId, spending, deadlineAtMillis);
    this.catalogueVersion = input.catalogueVersion();
    this.policyVersion = options.policyVersion();
  }

  @Override
  public QueryOutput answer(QueryInput sameInput) {
    String problem = QueryChecks.problem(input);
    if (problem != null) {
      throw ApplicationFailure.newNonRetryableFailure(problem, FailureCode.REJECTED.wire());
    }
    try {
      QueryOutput output = untilAnswered();
      Workflow.await(Workflow::isEveryHandlerFinished);
      return output;
    } catch (CanceledFailure e) {
      throw cancelled(e);
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled(cancelled);
      }
      ApplicationFailure failure = StepFailures.typed(e);
      closeBooks(failure.getType(), failure.getOriginalMessage());
      throw failure;
    }
  }

  private CanceledFailure cancelled(CanceledFailure failure) {
    Workflow.newDetachedCancellationScope(
            () -> closeBooks(FailureCode.CANCELLED.wire(), "the query was cancelled"))
        .run();
    return failure;
  }

  private QueryOutput untilAnswered() {
    while (true) {
      DecideOutput decision = decide(forcedBy());
      spending.decision(decision.usage(), decision.costNanoUsd());
      catalogueVersion = decision.catalogueVersion();
      policyVersion = decision.policyVersion();
      opened.complete(true);
      String answer = decision.answer();
      if (answer != null) {
        done = true;
        tellSearch(decision);
        return new QueryOutput(
            input.queryId(),
            answer,
            decision.forced(),
            round,
            spending.calls(),
            spending.usage(),
            spending.spentNanoUsd(),
            decision.policyVersion(),
            decision.catalogueVersion());
      }
      transcript.add(new Turn(decision.tokens(), observe(decision)));
      routes += decision.calls().size();
      round++;
    }
  }

  /** The start says whether search attributes can be used. */
  private void tellSearch(DecideOutput decision) {
    if (!Workflow.getTypedSearchAttributes().containsKey(SearchAttributes.CHAIN)) {
      return;
    }
    ForcedBy forced = decision.forced();
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.OUTCOME.valueSet(
            forced == null ? "answered" : "forced_by_" + forced.name().toLowerCase(Locale.ROOT)),
        SearchAttributes.POLICY_VERSION.valueSet(decision.policyVersion()),
        SearchAttributes.COST_NANO_USD.valueSet(spending.spentNanoUsd()));
  }

  private String observe(DecideOutput decision) {
    String correction = decision.correction();
    if (correction != null) {
      return correction;
    }
    return Observations.of(
        calls.make(decision.catalogueVersion(), round, context(), decision.calls()),
        spending.leftNanoUsd());
  }

  private @Nullable String context() {
    return options.shareContext()
        ? CallPrompt.context(input.question(), transcript.stream().map(Turn::observation).toList())
        : null;
  }

  private @Nullable ForcedBy forcedBy() {
    if (round > options.maxTurns()) {
      return ForcedBy.TURNS;
    }
    return calls.isTooLate() ? ForcedBy.DEADLINE : null;
  }

  private DecideOutput decide(@Nullable ForcedBy forcedBy) {
    Duration untilDeadline =
        Duration.ofMillis(Math.max(0, deadlineAtMillis - Workflow.currentTimeMillis()));
    return Workflow.newUntypedLocalActivityStub(
            StepOptions.local(StepOptions.DECISION, untilDeadline.plus(StepOptions.PATIENCE)))
        .executeAsync(
            QueryActivities.DECIDE,
            DecideOutput.class,
            new DecideInput(
                workflowId,
                input.queryId(),
                input.chain(),
                input.question(),
                options,
                catalogueVersion,
                policyVersion,
                round,
                routes,
                spending.spentNanoUsd(),
                startedAtMillis,
                forcedBy,
                List.copyOf(transcript)))
        .cancellableGet();
  }

  /** Tells the books how the query ended; if they stay away, the workflow's own end must do. */
  private void closeBooks(String outcome, String detail) {
    try {
      Workflow.newUntypedLocalActivityStub(
              StepOptions.local(StepOptions.BOOKS, StepOptions.CLOSING))
          .execute(
              QueryActivities.CLOSE,
              Void.class,
              new CloseInput(
                  workflowId,
                  input.queryId(),
                  input.chain(),
                  input.question(),
                  options,
                  catalogueVersion,
                  startedAtMillis,
                  outcome,
                  detail,
                  spending.spentNanoUsd()));
    } catch (ActivityFailure e) {
      Workflow.getLogger(QueryWorkflowImpl.class)
          .warn("the books of {} could not be closed: {}", workflowId, e.getMessage());
    }
  }

  @Override
  public QueryProgress progress() {
    return new QueryProgress(round, spending.calls(), spending.spentNanoUsd(), done);
  }

  @Override
  public void checkFeedback(Feedback feedback) {
    Feedbacks.check(feedback);
  }

  @Override
  public void feedback(Feedback feedback) {
    // The first decision opens the query's row in the books.
    opened.get();
    Workflow.newUntypedLocalActivityStub(StepOptions.local(StepOptions.BOOKS, StepOptions.PATIENCE))
        .execute(QueryActivities.FEEDBACK, Void.class, input.queryId(), feedback);
  }
}
