// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.DecideOutput.PlannedCall;
import org.routerr1.core.action.Action;
import org.routerr1.core.action.ActionParser;
import org.routerr1.core.action.Mode;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.prompt.Finding;
import org.routerr1.core.prompt.Observation;
import org.routerr1.proto.policy.v1.Decision;

/**
 * What a policy's text means: calls, an answer, or a correction where it is not legal now. Checked
 * here although decoding is constrained, since another engine may stand behind the same contract.
 */
record Choice(
    String thought, List<PlannedCall> calls, @Nullable String answer, @Nullable String correction) {

  static Choice of(DecideInput input, Decision decision, LegalMoves legal, String taskQueue) {
    Action action = ActionParser.parse(Mode.STRICT, decision.getText());
    return switch (action) {
      case Action.Answer answer ->
          legal.mayAnswer()
              ? new Choice(answer.thought(), List.of(), answer.text(), null)
              : malformed(input, legal, answer.thought(), Action.Reason.NO_ACTION);
      case Action.Malformed malformed ->
          malformed(input, legal, malformed.thought(), malformed.reason());
      case Action.Routes routes -> routes(input, legal, routes, taskQueue);
    };
  }

  private static Choice routes(
      DecideInput input, LegalMoves legal, Action.Routes action, String taskQueue) {
    List<PlannedCall> calls = new ArrayList<>();
    List<Finding> refused = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Action.Route route : action.routes()) {
      Candidate candidate = legal.resolve(route.name());
      if (candidate == null) {
        refused.add(new Finding.Failed(route.name(), FailureCode.UNKNOWN_CANDIDATE));
      } else if (calls.size() >= legal.maxRoutes() || !seen.add(candidate.id())) {
        refused.add(new Finding.Failed(route.name(), FailureCode.REJECTED));
      } else {
        calls.add(planned(input, calls.size() + 1, candidate, route.query(), taskQueue));
      }
    }
    if (refused.isEmpty()) {
      return new Choice(action.thought(), List.copyOf(calls), null, null);
    }
    return new Choice(
        action.thought(),
        List.of(),
        null,
        Observation.of(
            Mode.STRICT, refused, legal.names(), left(input), Observation.DEFAULT_CHARS));
  }

  private static PlannedCall planned(
      DecideInput input, int number, Candidate candidate, String query, String taskQueue) {
    String context = input.options().shareContext() ? LegalMoves.context(input) : null;
    return new PlannedCall(
        number,
        candidate.id(),
        query,
        candidate.dispatch(),
        switch (candidate.dispatch()) {
          case LOCAL -> null;
          case QUEUED -> CallQueue.of(taskQueue, candidate);
        },
        candidate.attempts(),
        candidate.timeoutMillis(),
        WorstCase.nanoUsd(candidate, CallPrompt.of(candidate, query, context)));
  }

  private static Choice malformed(
      DecideInput input, LegalMoves legal, String thought, Action.Reason reason) {
    return new Choice(
        thought,
        List.of(),
        null,
        Observation.corrective(
            Mode.STRICT, reason, legal.names(), left(input), Observation.DEFAULT_CHARS));
  }

  private static @Nullable NanoUsd left(DecideInput input) {
    Long budget = input.options().budgetNanoUsd();
    return budget == null ? null : new NanoUsd(Math.max(0, budget - input.spentNanoUsd()));
  }
}
