// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

/** What is wrong with a completion's form, in the order in which the paper's checks run. */
public enum FormatFault {
  /** No complete pair of tags. */
  NO_TAGS,
  /** Some tag is opened and closed a different number of times. */
  UNBALANCED,
  /** A thought is empty or an ellipsis. */
  EMPTY_THOUGHT,
  /** A tag inside a pair. */
  NESTED,
  /** Not exactly one answer, no thought, or routes and observations that do not pair up. */
  COUNTS,
  /** Does not begin with a thought. */
  BEGINNING,
  /** Does not end with the answer. */
  END,
  /**
   * A route without exactly one colon, without a query, with a placeholder, or one whose query
   * holds the model's own name.
   */
  ROUTE,
  /** A route to a model that does not resolve. */
  MODEL
}
