// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import org.routerr1.policy.model.Stretch;

/**
 * What runs of one job in a step: what it writes next, or a piece of its prompt.
 *
 * @param piece which of the pieces that it lacks; the ones before it run in the same step
 */
record Portion(Active active, int piece) {

  int rows() {
    return active.rows(piece);
  }

  Stretch stretch() {
    return active.stretch(piece);
  }

  /** Whether it comes right after another in one prompt. */
  boolean follows(Portion other) {
    return active == other.active && piece == other.piece + 1;
  }
}
