// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.candidate.Candidates;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;

class LegalMovesTest {

  private static final Candidate CHEAP = priced("cheap", 100_000_000);
  private static final Candidate MIDDLE = priced("middle", 200_000_000);
  private static final Candidate DEAR = priced("dear", 900_000_000);
  private static final Catalogue ALL = Inputs.catalogue(CHEAP, MIDDLE, DEAR);

  private static Candidate priced(String id, long nanoUsdPerMillion) {
    return Candidates.priced(id, nanoUsdPerMillion);
  }

  private static long worst(Candidate candidate) {
    return WorstCase.nanoUsd(candidate, QueryOptions.DEFAULTS.maxQueryTokens(), 0);
  }

  private static LegalMoves legal(@Nullable Long budget, long spent, int maxParallel) {
    return LegalMoves.of(
        Inputs.decide(Inputs.options(budget, 1, maxParallel, List.of()), 1, spent, null), ALL);
  }

  @Test
  void withoutABudgetAllAreLegal() {
    LegalMoves legal = legal(null, 1_000_000, 2);
    assertThat(legal.names()).containsExactly("cheap", "middle", "dear");
    assertThat(legal.maxRoutes()).isEqualTo(2);
    assertThat(legal.forced()).isNull();
  }

  @Test
  void whomTheBudgetCannotCoverIsNotLegal() {
    assertThat(legal(worst(MIDDLE), 0, 1).names()).containsExactly("cheap", "middle");
    assertThat(legal(worst(MIDDLE), 1, 1).names()).containsExactly("cheap");
  }

  @Test
  void parallelRoutesMustBeCoveredTogetherByTheDearest() {
    assertThat(legal(worst(DEAR) + worst(MIDDLE), 0, 3).maxRoutes()).isEqualTo(2);
    assertThat(legal(worst(DEAR) + worst(MIDDLE) - 1, 0, 3).maxRoutes()).isEqualTo(1);
    assertThat(legal(Long.MAX_VALUE, 0, 9).maxRoutes()).isEqualTo(3);
  }

  @Test
  void whenNobodyIsAffordableAnAnswerIsDemanded() {
    LegalMoves legal = legal(worst(CHEAP) - 1, 0, 1);
    assertThat(legal.candidates()).isEmpty();
    assertThat(legal.mayAnswer()).isTrue();
    assertThat(legal.forced()).isEqualTo(ForcedBy.BUDGET);
    assertThat(legal(0L, 500, 1).forced()).isEqualTo(ForcedBy.BUDGET);
  }

  @Test
  void answeringIsLegalAfterTheRoutesThatAreDemanded() {
    QueryOptions two = Inputs.options(null, 2, 1, List.of());
    assertThat(LegalMoves.of(Inputs.decide(two, 1, 0, null), ALL).mayAnswer()).isFalse();
    assertThat(LegalMoves.of(Inputs.decide(two, 2, 0, null), ALL).mayAnswer()).isFalse();
    assertThat(LegalMoves.of(Inputs.decide(two, 3, 0, null), ALL).mayAnswer()).isTrue();
  }

  @Test
  void aForcedAnswerLeavesNoChoice() {
    LegalMoves legal =
        LegalMoves.of(
            Inputs.decide(Inputs.options(null, 9, 1, List.of()), 1, 0, ForcedBy.TURNS), ALL);
    assertThat(legal).isEqualTo(new LegalMoves(List.of(), 0, true, ForcedBy.TURNS));
  }

  @Test
  void aQueryMayAskForSomeByIdOrAlias() {
    QueryOptions some = Inputs.options(null, 1, 1, List.of("dear", "alias-of-cheap"));
    assertThat(LegalMoves.of(Inputs.decide(some, 1, 0, null), ALL).names())
        .containsExactly("cheap", "dear");
    QueryOptions unknown = Inputs.options(null, 1, 1, List.of("nobody"));
    assertThatThrownBy(() -> LegalMoves.of(Inputs.decide(unknown, 1, 0, null), ALL))
        .isInstanceOf(LegalMoves.UnknownNameException.class)
        .hasMessage(
            "the catalogue sha256:c1 names no candidate nobody; it names cheap, middle, dear");
  }
}
