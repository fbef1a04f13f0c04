// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.episode;

import org.jspecify.annotations.Nullable;

/**
 * Where a run stands.
 *
 * @param phase one word or two, for people
 * @param done of {@code of} steps
 * @param failed groups or loops that did not end well
 * @param mostMillis until it ends though steps are left, as of the last step's end; null where time
 *     does not end it
 */
public record RunProgress(
    String phase,
    int done,
    int of,
    int failed,
    long nanoUsd,
    boolean paused,
    @Nullable Long mostMillis) {

  /** Where time does not end the run. */
  public RunProgress(String phase, int done, int of, int failed, long nanoUsd, boolean paused) {
    this(phase, done, of, failed, nanoUsd, paused, null);
  }
}
