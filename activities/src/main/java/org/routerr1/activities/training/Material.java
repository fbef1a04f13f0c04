// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a training practises on after its lessons: real questions over the catalogue's candidates.
 *
 * @param recordings whose questions are asked again, and whose replies are used
 * @param questions a file of questions that users gave the right answer to; null: none
 * @param budgetNanoUsd the most that asking for what is not recorded may cost; null: nothing is
 *     asked
 */
public record Material(
    List<String> recordings, @Nullable String questions, @Nullable Long budgetNanoUsd) {

  public Material {
    recordings = List.copyOf(recordings);
  }
}
