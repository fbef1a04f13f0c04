// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

/** What a script does next. */
public sealed interface Move {

  /** Asks the candidate at this place of the pool for the hop that is open. */
  record Ask(int candidate) implements Move {}

  /** Ends with what is known. */
  record Answer() implements Move {}
}
