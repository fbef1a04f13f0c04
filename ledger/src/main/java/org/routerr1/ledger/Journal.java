// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The call journal: what was decided, asked, answered and paid. Whoever repeats a step looks here
 * first, so a reply that was received once is never bought again, whatever is killed when.
 *
 * <p>An entry is <em>intended</em> before money is spent (written without waiting for the disk) and
 * <em>closed</em> before the step is reported (durable). Every closing carries its audit records in
 * the same transaction. Writes of concurrent steps share a commit. A future fails with {@link
 * BooksUnavailableException} if the database cannot be reached, and with an {@link
 * IllegalArgumentException} if it can never hold the entry. A closing that failed because the
 * database was away is kept while the process lives and written when it is back; whoever repeats
 * the step finds it. A future completes on the writer's thread: what follows without a thread of
 * its own must not block.
 */
public interface Journal {

  /** What is known of a step; empty: never begun. */
  Optional<Entry> find(StepKey key);

  /**
   * Marks a call as about to be made; returns the entry that holds the key now: this one or an
   * earlier one. Where this process has just decided to make the call, the mark is written while
   * the call is made, or not at all if the reply is there first.
   */
  CompletableFuture<Entry> intend(CallIntent intent);

  /** Closes a candidate call. If it was closed before, the earlier entry stands and is returned. */
  CompletableFuture<Entry> close(CallResult result);

  /**
   * Writes a decision, opening the query's row with the first one. A routing decision is not waited
   * for (the next durable commit carries it, a second later at the latest; it is sent some
   * milliseconds later at the latest where nobody else can be on the round); an answer is, and
   * closes the query's row. If it was decided before, the earlier decision stands.
   */
  CompletableFuture<Entry> decide(DecisionResult result);
}
