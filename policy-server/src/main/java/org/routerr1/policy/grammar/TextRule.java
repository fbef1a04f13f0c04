// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.Optional;

/**
 * One free text of an action.
 *
 * @param limit most tokens
 * @param needsVisible whether a visible character must stand in it
 * @param sources that it is copied from; none: any text
 * @param end the tag that closes it, which leads to what comes after
 */
record TextRule(int limit, boolean needsVisible, Optional<Sources> sources, Trie end) {

  /** The first token of the closing tag; it holds {@code <}, so no text can hold it. */
  int closing() {
    return end.legal()[0];
  }
}
