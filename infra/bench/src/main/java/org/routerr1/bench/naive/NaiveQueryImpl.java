// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.naive;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CallInput;
import org.routerr1.activities.CallOutput;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideOutput;
import org.routerr1.activities.QueryActivities;
import org.routerr1.activities.QueryOptions;
import org.routerr1.bench.load.BenchQueries;

/** The same activities and the same rounds as ours, without what makes ours cheap. */
public final class NaiveQueryImpl implements NaiveQuery {

  private final QueryActivities steps =
      Workflow.newActivityStub(
          QueryActivities.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

  @Override
  public String answer(String queryId, String question, String candidate) {
    String workflowId = Workflow.getInfo().getWorkflowId();
    long startedAt = Workflow.currentTimeMillis();
    QueryOptions options = BenchQueries.options(candidate);
    List<DecideInput.Turn> transcript = new ArrayList<>();
    @Nullable String catalogue = null;
    @Nullable String policy = null;
    for (int round = 1; ; round++) {
      DecideOutput decision =
          steps.decide(
              new DecideInput(
                  workflowId,
                  queryId,
                  "default",
                  question,
                  options,
                  catalogue,
                  policy,
                  round,
                  transcript.size(),
                  0,
                  startedAt,
                  null,
                  List.copyOf(transcript)));
      if (decision.answer() != null) {
        return decision.answer();
      }
      catalogue = decision.catalogueVersion();
      policy = decision.policyVersion();
      DecideOutput.PlannedCall planned = decision.calls().getFirst();
      CallOutput reply =
          steps.call(
              new CallInput(
                  workflowId,
                  "default",
                  catalogue,
                  round,
                  planned.call(),
                  1,
                  planned.candidate(),
                  planned.query(),
                  null,
                  planned.timeoutMillis()));
      transcript.add(
          new DecideInput.Turn(
              decision.tokens(),
              "\n\n<information>" + reply.reply() + "</information>\n\n",
              List.of(new DecideInput.Route(planned.query(), planned.candidate()))));
    }
  }
}
