// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.text.Texts;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;

/**
 * What the policy may do now: whom it may ask, how many at once, whether it may answer. A candidate
 * is legal if the query asked for it and what is left of the budget covers the most that a call can
 * cost; several routes are legal together if the dearest of them are covered together.
 *
 * @param candidates in the catalogue's order; empty: only an answer is legal
 * @param forced why only an answer is legal; null: the policy chooses
 */
record LegalMoves(
    List<Candidate> candidates, int maxRoutes, boolean mayAnswer, @Nullable ForcedBy forced) {

  static LegalMoves of(DecideInput input, Catalogue catalogue) {
    QueryOptions options = input.options();
    List<Candidate> requested = requested(options, catalogue);
    ForcedBy forced = input.forced();
    if (forced != null) {
      return new LegalMoves(List.of(), 0, true, forced);
    }
    Long budget = options.budgetNanoUsd();
    long left = budget == null ? Long.MAX_VALUE : Math.max(0, budget - input.spentNanoUsd());
    int contextBytes = options.shareContext() ? Texts.bytes(context(input)) : 0;
    List<Candidate> affordable = new ArrayList<>();
    List<Long> costs = new ArrayList<>();
    for (Candidate candidate : requested) {
      long cost = WorstCase.nanoUsd(candidate, options.maxQueryTokens(), contextBytes);
      if (cost <= left) {
        affordable.add(candidate);
        costs.add(cost);
      }
    }
    if (affordable.isEmpty()) {
      return new LegalMoves(List.of(), 0, true, ForcedBy.BUDGET);
    }
    costs.sort(Comparator.reverseOrder());
    int together = 0;
    long sum = 0;
    while (together < Math.min(Math.max(1, options.maxParallel()), costs.size())
        && costs.get(together) <= left - sum) {
      sum += costs.get(together);
      together++;
    }
    return new LegalMoves(affordable, together, input.routesSoFar() >= options.minRoutes(), null);
  }

  /** The candidate of this id, alias or none. */
  @Nullable Candidate resolve(String name) {
    return candidates.stream()
        .filter(c -> c.id().equals(name) || c.aliases().contains(name))
        .findFirst()
        .orElse(null);
  }

  List<String> names() {
    return candidates.stream().map(Candidate::id).toList();
  }

  /** Whom the query asked for, in the catalogue's order. */
  static List<Candidate> requested(QueryOptions options, Catalogue catalogue) {
    if (options.candidates().isEmpty()) {
      return catalogue.candidates();
    }
    List<String> ids = new ArrayList<>();
    for (String name : options.candidates()) {
      ids.add(
          catalogue
              .resolve(name)
              .orElseThrow(() -> new UnknownNameException(name, catalogue))
              .id());
    }
    return catalogue.candidates().stream().filter(c -> ids.contains(c.id())).toList();
  }

  static String context(DecideInput input) {
    return CallPrompt.context(
        input.question(), input.transcript().stream().map(DecideInput.Turn::observation).toList());
  }

  /** A query asks for a candidate that its catalogue does not hold. */
  static final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownNameException(String name, Catalogue catalogue) {
      super(
          "the catalogue "
              + catalogue.version()
              + " names no candidate "
              + Texts.line(name, 100)
              + "; it names "
              + String.join(", ", catalogue.candidates().stream().map(Candidate::id).toList()));
    }
  }
}
