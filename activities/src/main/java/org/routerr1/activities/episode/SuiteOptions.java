// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;
import org.routerr1.activities.Copied;
import org.routerr1.activities.QueryOptions;
import org.routerr1.activities.QueryOptionsBuilder;

/** How the questions of a suite are asked: what is limited, and what may be written. */
public final class SuiteOptions {

  private static final long DEADLINE_MILLIS = 3_600_000;

  private SuiteOptions() {}

  /**
   * Made worlds: three calls, all texts copied. What calls are worth is stated as everything that
   * is served weighs cost, also in a world that weighs it otherwise.
   *
   * @param temperature 0: greedy
   */
  public static QueryOptions specialists(double temperature) {
    return common(temperature)
        .maxTurns(3)
        .minRoutes(0)
        .maxAnswerTokens(24)
        .copied(List.of(Copied.values()))
        .worth(SpecialistsEnvironment.WORTH)
        .build();
  }

  /**
   * Common knowledge: up to four calls, at least one, sub-questions in free words.
   *
   * @param temperature 0: greedy
   */
  public static QueryOptions home(double temperature) {
    return common(temperature).maxTurns(4).minRoutes(1).maxAnswerTokens(32).build();
  }

  private static QueryOptionsBuilder common(double temperature) {
    return QueryOptions.DEFAULTS
        .but()
        .deadlineMillis(DEADLINE_MILLIS)
        .temperature(temperature)
        .channel("")
        .background(true);
  }
}
