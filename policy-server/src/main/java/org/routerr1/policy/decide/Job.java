// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

/**
 * Something to be read and written by the model.
 *
 * @param training whether queries go first
 * @param positions most that prompt and writing take
 */
record Job(
    Prompt prompt,
    Writing writing,
    PolicyVersion version,
    boolean training,
    int positions,
    Owner owner) {

  /** Who asked for it. */
  interface Owner {

    /** Whether nobody waits for it any more. */
    boolean isAbandoned();

    /** A step has written more of it; called on the engine's thread. */
    default void wrote() {}

    /**
     * It is complete.
     *
     * @param cachedTokens of the prompt, not computed for this job
     * @param now nanoseconds on the engine's clock
     */
    void finished(int cachedTokens, long now);

    void failed(Throwable failure);
  }
}
