// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

/** What became of feedback that was brought to the books. */
public enum FeedbackEntry {
  /** It stands in the books, from now on or already. */
  KEPT,
  /** Its id stands there with another content, which stays. */
  CONFLICT,
  /** There is no such query. */
  UNKNOWN_QUERY
}
