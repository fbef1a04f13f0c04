// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.routerr1.core.money.Usage;

/** What a loop did, round by round: what was asked, what was decided, what the calls brought. */
public record QueryTrace(List<Step> steps) {

  public QueryTrace {
    steps = List.copyOf(steps);
  }

  /**
   * One round.
   *
   * @param calls the last attempt of each, in the order of the decision
   */
  public record Step(DecideInput input, DecideOutput decision, List<CallOutput> calls) {
    public Step {
      calls = List.copyOf(calls);
    }
  }

  /** All calls in their order. */
  public List<CallOutput> calls() {
    return steps.stream().flatMap(step -> step.calls().stream()).toList();
  }

  /** What the policy itself generated and read. */
  public Usage policyUsage() {
    return steps.stream()
        .map(step -> step.decision().usage())
        .reduce(Usage.NONE, (one, other) -> one.plus(other));
  }
}
