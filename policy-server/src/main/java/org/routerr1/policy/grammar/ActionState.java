// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

/** A point within an action: what may come next. Immutable. */
public sealed interface ActionState permits InText, InCopy, InFixed, Ended {

  /**
   * The legal tokens, ascending, not to be changed. None: the action is complete; one: there is
   * nothing to choose.
   */
  int[] legal();

  /**
   * The point after one of the legal tokens.
   *
   * @throws IllegalArgumentException if it is not legal
   */
  ActionState after(int token);

  /** Whether an answer has reached its limit here, so that nothing but its closing tag may come. */
  boolean isFullAnswer();

  /** Whether what comes next is a word of a given text: a tag, a name, a fixed thought. */
  boolean isFixed();
}
