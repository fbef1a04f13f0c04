// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import org.routerr1.policy.model.Stretch;

/**
 * What runs of one job in a step.
 *
 * @param pieces of its prompt; none: what it writes next
 */
record Portion(Active active, int pieces) {

  Stretch stretch() {
    return active.stretch(pieces);
  }
}
