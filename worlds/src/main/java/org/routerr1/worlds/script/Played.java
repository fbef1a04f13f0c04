// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import org.routerr1.worlds.specialists.Progress;

/**
 * An episode that is over.
 *
 * @param units cost of all calls
 * @param reward correct − weight × units
 */
public record Played(Progress progress, boolean correct, double units, double reward) {

  public int calls() {
    return progress.calls().size();
  }
}
