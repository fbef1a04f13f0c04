// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.money.Price;

/** Inputs for tests, near the defaults. */
final class Inputs {

  private Inputs() {}

  static Catalogue catalogue(Candidate... candidates) {
    return new Catalogue("sha256:c1", "", List.of(candidates), new Price(0, 0));
  }

  static QueryOptions options(
      @Nullable Long budget, int minRoutes, int maxParallel, List<String> candidates) {
    return QueryOptions.DEFAULTS
        .but()
        .budgetNanoUsd(budget)
        .minRoutes(minRoutes)
        .maxParallel(maxParallel)
        .candidates(candidates)
        .build();
  }

  static DecideInput decide(
      QueryOptions options, int round, long spent, @Nullable ForcedBy forced) {
    return decide("query/w", options, round, spent, forced);
  }

  static DecideInput decide(
      String workflowId, QueryOptions options, int round, long spent, @Nullable ForcedBy forced) {
    return new DecideInput(
        workflowId,
        workflowId.substring("query/".length()),
        "default",
        "Who wrote it?",
        options,
        null,
        null,
        round,
        round - 1,
        spent,
        1_000,
        forced,
        List.of());
  }
}
