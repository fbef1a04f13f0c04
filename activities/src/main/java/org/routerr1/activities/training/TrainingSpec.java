// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import org.jspecify.annotations.Nullable;

/**
 * One training.
 *
 * @param parent the version to go on from; null: the base model
 * @param thriftSign 1; −1 teaches and rewards the reverse of every wish to save, for a test of the
 *     gate
 * @param command as the user typed it, for the card
 * @param material that is practised on after the lessons; null: none
 */
public record TrainingSpec(
    String run,
    TrainingConfig config,
    long seed,
    @Nullable String parent,
    int thriftSign,
    boolean deterministic,
    String command,
    @Nullable Material material) {

  /** Lessons and made worlds only. */
  public TrainingSpec(
      String run,
      TrainingConfig config,
      long seed,
      @Nullable String parent,
      int thriftSign,
      boolean deterministic,
      String command) {
    this(run, config, seed, parent, thriftSign, deterministic, command, null);
  }
}
