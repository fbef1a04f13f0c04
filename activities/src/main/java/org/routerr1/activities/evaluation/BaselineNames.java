// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;

/** The baselines' names. */
public final class BaselineNames {

  private static final List<String> KNOWN =
      List.of(
          "best_constant",
          "best_constant_per_trade_off",
          "random",
          "price_rule",
          "cascade",
          "switch",
          "knn",
          "script:weight_blind",
          "oracle",
          "untrained");
  private static final String CONSTANT = "constant:";

  private BaselineNames() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException with a sentence that lists what is known
   */
  public static void check(String name) {
    boolean constant = name.startsWith(CONSTANT) && name.length() > CONSTANT.length();
    if (!constant && !KNOWN.contains(name)) {
      throw new IllegalArgumentException(
          "no baseline is called "
              + name
              + ": name constant:ID or one of "
              + String.join(", ", KNOWN));
    }
  }
}
