// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.util.stream.Collectors;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * Checks what no single field tells: names against the catalogue, and fields against each other.
 */
final class OptionsCheck {

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
