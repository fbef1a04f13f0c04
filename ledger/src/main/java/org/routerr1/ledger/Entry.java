// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A journal entry as it stands.
 *
 * @param state intended or closed
 * @param result what the step reported, as JSON of the activities' own result type; null while
 *     intended
 * @param ours whether this process wrote the entry with the call that returned it (false: it was
 *     there before)
 */
public record Entry(StepKey key, State state, @Nullable String result, boolean ours) {

  /** Where a step stands. */
  public enum State {
    INTENDED,
    CLOSED
  }
}
