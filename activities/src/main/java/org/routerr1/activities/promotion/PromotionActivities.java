// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.promotion;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** What a promotion does at the policy server and in its own book. Safe to repeat. */
@ActivityInterface
public interface PromotionActivities {

  String STABLE = "router-r1.promotion.stable";
  String JUDGE = "router-r1.promotion.judge";
  String DECIDE = "router-r1.promotion.decide";

  /** The version that is stable now; checks that the wanted one can be loaded. */
  @ActivityMethod(name = STABLE)
  String stable(PromotionSpec spec);

  /** What the comparison says. */
  @ActivityMethod(name = JUDGE)
  Verdict judge(PromotionSpec spec, String stable, String evaluation);

  /** Points the channel to the version if it is promoted, and writes down what was decided. */
  @ActivityMethod(name = DECIDE)
  PromotionDocument decide(
      PromotionSpec spec, String stable, Verdict verdict, @Nullable String evaluation);

  /**
   * A decision of the gate.
   *
   * @param reason one sentence with the figures
   */
  record Verdict(boolean passed, String reason) {}
}
