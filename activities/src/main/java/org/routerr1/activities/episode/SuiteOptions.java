// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;
import org.routerr1.activities.Copied;
import org.routerr1.activities.QueryOptions;

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
    return new QueryOptions(
        0,
        null,
        3,
        DEADLINE_MILLIS,
        0,
        1,
        48,
        32,
        24,
        temperature,
        0,
        null,
        "",
        null,
        List.of(),
        false,
        List.of(Copied.values()),
        SpecialistsEnvironment.WORTH,
        true);
  }

  /**
   * Common knowledge: up to four calls, at least one, sub-questions in free words.
   *
   * @param temperature 0: greedy
   */
  public static QueryOptions home(double temperature) {
    return new QueryOptions(
        0,
        null,
        4,
        DEADLINE_MILLIS,
        1,
        1,
        48,
        32,
        32,
        temperature,
        0,
        null,
        "",
        null,
        List.of(),
        false,
        List.of(Copied.THOUGHT, Copied.ANSWER),
        null,
        true);
  }
}
