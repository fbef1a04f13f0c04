// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

import java.util.Optional;

/** Puts the paper's rewards together (arXiv 2506.09033). */
public final class PaperReward {

  private static final String OPEN = "<answer>";
  private static final String CLOSE = "</answer>";

  private PaperReward() {}

  /** What is scored: the last complete answer in a completion, stripped; empty: there is none. */
  public static Optional<String> prediction(String completion) {
    Optional<String> last = Optional.empty();
    int start = completion.indexOf(OPEN);
    while (start >= 0) {
      int end = completion.indexOf(CLOSE, start);
      if (end < 0) {
        return last;
      }
      last = Optional.of(completion.substring(start + OPEN.length(), end).strip());
      start = completion.indexOf(OPEN, end);
    }
    return last;
  }

  /**
   * The total: −1 for a bad form; else 0 for a wrong answer, however cheap; else (1 − α) · score +
   * α · cost.
   *
   * @param format 0 or −1, of {@link FormatReward}
   * @param score of the answer, 0 to 1: exact match (0 or 1) or F1
   * @param alpha weight of the cost, 0 to 1
   * @param cost reward, 0 (dearest) to 1, of {@link CostScale}
   */
  public static double total(int format, double score, double alpha, double cost) {
    if (format < 0) {
      return -1;
    }
    return score == 0 ? 0 : (1 - alpha) * score + alpha * cost;
  }
}
