// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.load;

import java.util.List;
import org.routerr1.activities.QueryOptions;

/** What is asked: questions for one candidate, with turns enough that no answer is forced. */
public final class BenchQueries {

  /** What the fixed policy is told. */
  public static final int ROUTES = 4;

  public static final int MAX_TURNS = ROUTES + 2;

  private BenchQueries() {}

  public static QueryOptions options(String candidate) {
    return QueryOptions.DEFAULTS.but().maxTurns(MAX_TURNS).candidates(List.of(candidate)).build();
  }
}
