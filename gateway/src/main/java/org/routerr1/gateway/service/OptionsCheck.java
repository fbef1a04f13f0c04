// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * Checks what no single field tells: names against the catalogue, and fields against each other.
 */
final class OptionsCheck {

  /** More versions are counted, not named. */
  private static final int NAMED = 20;

  private OptionsCheck() {}

  /** The options of a query, candidates by id, or a {@link ProblemException}. */
  static QueryOptions checked(Wishes wishes, QueryOptions defaults, Catalogue catalogue) {
    QueryOptions options = wishes.over(defaults, name -> id(name, catalogue));
    int possible = options.maxTurns() * options.maxParallel();
    if (options.minRoutes() > possible) {
      throw Problem.invalid(
              "invalid_value",
              "'router.min_routes' is %d, but %d turns of %d parallel routes allow only %d"
                  .formatted(
                      options.minRoutes(), options.maxTurns(), options.maxParallel(), possible),
              "router.min_routes")
          .exception();
    }
    return options;
  }

  /**
   * Refuses a version that the policy server does not have.
   *
   * @param wish null: none is named
   * @param known empty: not known now; the query itself will tell
   */
  static void version(@Nullable String wish, List<String> known) {
    if (wish == null || known.isEmpty() || known.contains(wish)) {
      return;
    }
    String named = known.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = known.size() > NAMED ? " and %d more".formatted(known.size() - NAMED) : "";
    throw Problem.invalid(
            "unknown_policy_version",
            "there is no policy version '%s'; there are %s%s (./router policy list)"
                .formatted(wish, named, more),
            "router.policy_version")
        .exception();
  }

  private static String id(String name, Catalogue catalogue) {
    return catalogue.resolve(name).map(Candidate::id).orElseThrow(() -> unknown(name, catalogue));
  }

  private static ProblemException unknown(String name, Catalogue catalogue) {
    String known =
        catalogue.candidates().stream().map(Candidate::id).collect(Collectors.joining(", "));
    return Problem.invalid(
            "unknown_candidate",
            "the catalogue has no candidate '%s'; it has %s".formatted(name, known),
            "router.candidates")
        .exception();
  }
}
