// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CallOutput;
import org.routerr1.activities.CloseInput;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.DecideInput.Route;
import org.routerr1.activities.DecideInput.Turn;
import org.routerr1.activities.DecideOutput;
import org.routerr1.activities.DecideOutput.PlannedCall;
import org.routerr1.activities.QueryActivities;
import org.routerr1.activities.QueryOptions;
import org.routerr1.activities.QueryTrace;
import org.routerr1.activities.RoundOutput;

/**
 * The loop: decide, call, observe, until there is an answer. The one code behind a served query and
 * a training episode. Every step goes through the journal under the loop's key, so the workflow may
 * be replayed, moved or killed at any point without paying twice.
 */
public final class QueryLoop {

  private final QueryInput input;
  private final QueryOptions options;
  private final String key;
  private final long startedAtMillis;
  private final long deadlineAtMillis;
  private final Spending spending;
  private final CandidateCalls calls;
  private final CompletablePromise<Boolean> opened = Workflow.newPromise();
  private final List<Turn> transcript = new ArrayList<>();
  private final List<QueryTrace.Step> steps = new ArrayList<>();
  private @Nullable String catalogueVersion;
  private @Nullable String policyVersion;
  private int round = 1;
  private int routes;
  private boolean done;

  /**
   * @param key of the journal: the workflow's id, or one below it where a workflow runs several
   *     loops
   */
  public QueryLoop(QueryInput input, QueryOptions options, String key, long startedAtMillis) {
    this.input = input;
    this.options = options;
    this.key = key;
    this.startedAtMillis = startedAtMillis;
    this.deadlineAtMillis = startedAtMillis + options.deadlineMillis();
    this.spending = new Spending(options.budgetNanoUsd());
    this.calls = new CandidateCalls(spending, deadlineAtMillis);
    this.catalogueVersion = input.catalogueVersion();
    this.policyVersion = options.policyVersion();
  }

  /**
   * Runs to the answer. Fails with an {@link ActivityFailure} if policy or books stay away, and
   * with the cancellation of its workflow; {@link #close} then tells the books.
   */
  public QueryOutput untilAnswered() {
    while (true) {
      DecideInput asked = input(forcedBy());
      RoundOutput made = round(asked);
      DecideOutput decision = made.decision();
      spending.decision(decision.usage(), decision.costNanoUsd());
      catalogueVersion = decision.catalogueVersion();
      policyVersion = decision.policyVersion();
      opened.complete(true);
      String answer = decision.answer();
      if (answer != null) {
        done = true;
        steps.add(new QueryTrace.Step(asked, decision, List.of()));
        return new QueryOutput(
            input.queryId(),
            answer,
            decision.forced(),
            round,
            spending.calls(),
            spending.usage(),
            spending.spentNanoUsd(),
            decision.policyVersion(),
            decision.catalogueVersion(),
            decision.answerCut());
      }
      List<CallOutput> replies =
          decision.correction() == null ? calls.make(asked, made) : List.of();
      steps.add(new QueryTrace.Step(asked, decision, replies));
      transcript.add(
          new Turn(
              decision.tokens(), observe(decision, replies), answered(decision.calls(), replies)));
      routes += decision.calls().size();
      round++;
    }
  }

  /** The routes that brought a reply: nobody pays for the same one again. */
  private static List<Route> answered(List<PlannedCall> calls, List<CallOutput> replies) {
    return IntStream.range(0, replies.size())
        .filter(i -> replies.get(i).reply() != null)
        .mapToObj(i -> new Route(calls.get(i).query(), calls.get(i).candidate()))
        .toList();
  }

  private String observe(DecideOutput decision, List<CallOutput> made) {
    String correction = decision.correction();
    return correction != null ? correction : Observations.of(made, spending.leftNanoUsd());
  }

  private @Nullable ForcedBy forcedBy() {
    if (round > options.maxTurns()) {
      return ForcedBy.TURNS;
    }
    return calls.isTooLate() ? ForcedBy.DEADLINE : null;
  }

  private DecideInput input(@Nullable ForcedBy forcedBy) {
    return new DecideInput(
        key,
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
        List.copyOf(transcript));
  }

  private RoundOutput round(DecideInput asked) {
    Duration untilDeadline =
        Duration.ofMillis(Math.max(0, deadlineAtMillis - Workflow.currentTimeMillis()));
    return Workflow.newUntypedLocalActivityStub(
            StepOptions.local(
                StepOptions.DECISION.plus(untilDeadline).plus(StepOptions.BOOKS),
                untilDeadline.plus(StepOptions.PATIENCE)))
        .executeAsync(QueryActivities.ROUND, RoundOutput.class, asked)
        .cancellableGet();
  }

  /** Tells the books how the query ended; if they stay away, the workflow's own end must do. */
  public void close(String outcome, String detail) {
    try {
      Workflow.newUntypedLocalActivityStub(
              StepOptions.local(StepOptions.BOOKS, StepOptions.CLOSING))
          .execute(
              QueryActivities.CLOSE,
              Void.class,
              new CloseInput(
                  key,
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
      Workflow.getLogger(QueryLoop.class)
          .warn("the books of {} could not be closed: {}", key, e.getMessage());
    }
  }

  /** Returns when the first decision has opened the query's row in the books. */
  void awaitOpened() {
    opened.get();
  }

  QueryProgress progress() {
    return new QueryProgress(round, spending.calls(), spending.spentNanoUsd(), done);
  }

  /** What was decided and called so far, for whoever grades it or learns from it. */
  public QueryTrace trace() {
    return new QueryTrace(List.copyOf(steps));
  }
}
