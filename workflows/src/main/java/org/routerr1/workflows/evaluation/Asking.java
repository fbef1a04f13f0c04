// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.routerr1.activities.evaluation.AskActivities.Asked;

/**
 * What came of asking candidates directly so far.
 *
 * @param failed calls of the complete steps
 * @param nanoUsd that their replies cost
 * @param incomplete steps of which replies are missing that another time may bring
 */
public record Asking(int failed, long nanoUsd, List<Incomplete> incomplete) {

  public static final Asking NONE = new Asking(0, 0, List.of());

  /** A step and what came of it when it was last taken. */
  public record Incomplete(int step, int failed, long nanoUsd) {}

  public Asking {
    incomplete = List.copyOf(incomplete);
  }

  /** With a step that was taken, for the first time or again. */
  Asking with(int step, Asked asked) {
    List<Incomplete> others = new ArrayList<>(incomplete);
    others.removeIf(one -> one.step() == step);
    if (asked.passing() > 0) {
      others.add(new Incomplete(step, asked.failed(), asked.nanoUsd()));
      return new Asking(failed, nanoUsd, others);
    }
    return new Asking(failed + asked.failed(), nanoUsd + asked.nanoUsd(), others);
  }

  int allFailed() {
    return failed + incomplete.stream().mapToInt(Incomplete::failed).sum();
  }

  long allNanoUsd() {
    return nanoUsd + incomplete.stream().mapToLong(Incomplete::nanoUsd).sum();
  }
}
