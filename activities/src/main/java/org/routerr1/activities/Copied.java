// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

/** A text of an action that a policy may not write in words of its own. */
public enum Copied {
  /**
   * Empty, or a task of one who may be asked with its name and what speaks for it: accuracy and
   * price, or what a call is worth.
   */
  THOUGHT,
  /** From the question and the replies: a run of words, or two with "of" between them. */
  QUERY,
  /** A run of words of a reply; or yes, no or "I don't know". */
  ANSWER
}
