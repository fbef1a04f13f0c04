// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recording is to hold: questions × candidates.
 *
 * @param recording its id, and its run's
 * @param home whether the home questions are asked, and what they ask hop by hop
 * @param files question files
 * @param limit questions of each source
 * @param budgetNanoUsd the most that asking may cost in all; null: unlimited
 */
public record RecordingSpec(
    String recording,
    boolean home,
    List<String> files,
    long seed,
    int limit,
    @Nullable Long budgetNanoUsd) {

  public RecordingSpec {
    files = List.copyOf(files);
  }

  /** The same with another budget. */
  public RecordingSpec within(@Nullable Long nanoUsd) {
    return new RecordingSpec(recording, home, files, seed, limit, nanoUsd);
  }
}
