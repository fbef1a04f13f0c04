// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to make a version the stable one.
 *
 * @param suite on which it is compared with the one that is stable now
 * @param questions at least {@link #LEAST_QUESTIONS}, unless it is forced
 * @param margin the lower bound of the paired difference must lie above its negative
 * @param forced whether a person decides, whatever the comparison says
 * @param reason of that person; empty where the gate decides
 * @param who asked for it
 * @param budgetNanoUsd the most that the comparison may pay candidates; null: unlimited
 * @param feedback that users gave since the last retraining; null: nobody looked
 */
public record PromotionSpec(
    String run,
    String version,
    String suite,
    @Nullable String facts,
    long seed,
    int questions,
    double margin,
    boolean forced,
    String reason,
    String who,
    @Nullable Long budgetNanoUsd,
    @Nullable FeedbackReport feedback) {

  /** A wish that no retraining stands behind, of a comparison without a budget. */
  public PromotionSpec(
      String run,
      String version,
      String suite,
      @Nullable String facts,
      long seed,
      int questions,
      double margin,
      boolean forced,
      String reason,
      String who) {
    this(run, version, suite, facts, seed, questions, margin, forced, reason, who, null, null);
  }

  /** Fewer questions say too little. */
  public static final int LEAST_QUESTIONS = 100;

  /** Quality only, halfway, thrift only; each further one makes a comparison longer. */
  public static final List<Double> TRADE_OFFS = List.of(0.0, .5, 1.0);

  /** How much worse the lower bound may be. */
  public static final double MARGIN = .02;
}
