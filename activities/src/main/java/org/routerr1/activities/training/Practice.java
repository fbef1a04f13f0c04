// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Material with every name resolved: steps of reinforcement after all others.
 *
 * @param steps how many
 * @param budgetNanoUsd as the material says
 */
public record Practice(List<Part> parts, int steps, @Nullable Long budgetNanoUsd) {

  /** Learning rate of these steps. */
  public static final double RATE = 1.5e-4;

  /** Questions of one step. */
  public static final int QUESTIONS = 4;

  /** Ways through one question, all at one trade-off. */
  public static final int SAMPLES = 8;

  /** However many questions there are. */
  public static final int MOST_STEPS = 25;

  /** Steps beside so many others. */
  public static int mostSteps(int others) {
    return Math.min(MOST_STEPS, others);
  }

  public Practice {
    parts = List.copyOf(parts);
  }

  /**
   * Questions of one origin.
   *
   * @param source their file
   * @param catalogueVersion whose candidates answer from the recording
   * @param questions how many the file holds
   * @param spentBefore nano-dollars that the recording's replies had cost before
   */
  public record Part(
      String dataSet,
      String source,
      String catalogueVersion,
      String recording,
      int questions,
      long spentBefore) {}

  /** Whether so much may not be spent any more. */
  public boolean isSpent(long nanoUsd) {
    return budgetNanoUsd != null && nanoUsd >= budgetNanoUsd;
  }
}
