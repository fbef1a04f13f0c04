// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

/**
 * Hears what an engine does, for metrics. Called on the engine's threads: it must not take long.
 */
public interface EngineObserver {

  /** Hears nothing. */
  EngineObserver NONE = new EngineObserver() {};

  /**
   * A step has run.
   *
   * @param sequences that took part
   * @param grammarNanos of it for what the grammar asks: which tokens are legal, masks, the choice
   *     among them; on all threads together
   */
  default void stepped(int sequences, long nanos, long grammarNanos) {}

  /** Some tokens of a prompt are there; taken: they were not computed for this one. */
  default void read(int tokens, boolean taken) {}

  /** A prompt was read; whether its beginning was there. */
  default void promptRead(boolean hit) {}

  /** The first token of a decision is known, so long after the request came. */
  default void firstToken(boolean training, long nanos) {}

  /** A decision is made: tokens that were chosen, and others that the grammar left no choice of. */
  default void decided(boolean training, int chosen, int forced, long nanos) {}

  /** A request found the queue full. */
  default void rejected(boolean training) {}

  /** Nobody waits any more for what was asked. */
  default void cancelled(boolean training) {}

  /** What was asked could not be computed. */
  default void failed(boolean training) {}
}
