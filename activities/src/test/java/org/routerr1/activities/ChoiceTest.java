// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.activities.DecideOutput.PlannedCall;
import org.routerr1.activities.candidate.Candidates;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Candidate.Dispatch;
import org.routerr1.proto.policy.v1.Decision;

class ChoiceTest {

  private static final Candidate A = Candidates.priced("a", 100_000_000);
  private static final Candidate B = Candidates.priced("b", 100_000_000);
  private static final DecideInput INPUT =
      Inputs.decide(Inputs.options(null, 1, 2, List.of()), 1, 0, null);
  private static final LegalMoves ROUTE_ONLY = new LegalMoves(List.of(A, B), 2, false, null);
  private static final LegalMoves ANY = new LegalMoves(List.of(A, B), 2, true, null);

  private static Choice choice(String text, LegalMoves legal) {
    return Choice.of(INPUT, Decision.newBuilder().setText(text).build(), legal, "router-r1");
  }

  @Test
  void routesBecomePlannedCallsWithTheirWorstCost() {
    Choice choice =
        choice(
            "<think>t</think><search>q1<to>a</search><search>q2<to>alias-of-b</search>",
            ROUTE_ONLY);
    assertThat(choice.thought()).isEqualTo("t");
    assertThat(choice.correction()).isNull();
    assertThat(choice.calls())
        .containsExactly(
            new PlannedCall(
                1, "a", "q1", Dispatch.LOCAL, null, 2, 1_000, WorstCase.nanoUsd(A, "q1")),
            new PlannedCall(
                2, "b", "q2", Dispatch.LOCAL, null, 2, 1_000, WorstCase.nanoUsd(B, "q2")));
  }

  @Test
  void anAnswerIsTakenWhereItIsLegal() {
    assertThat(choice("<think>t</think><answer>it</answer>", ANY).answer()).isEqualTo("it");
    Choice early = choice("<think>t</think><answer>it</answer>", ROUTE_ONLY);
    assertThat(early.answer()).isNull();
    assertThat(early.correction()).contains("you may ask a, b");
  }

  @Test
  void anUnknownNameIsToldTheValidOnes() {
    assertThat(choice("<think></think><search>q<to>gpt-99</search>", ANY).correction())
        .contains("[gpt-99 failed: unknown_candidate; valid names: a, b]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<search>q</search>",
        "<think>t</think><search>q<to>a</search><search>q<to>a</search>",
        "<think>t</think><search>q<to>a</search><answer>both</answer>",
        "<answer> </answer>"
      })
  void whatIsNotLegalIsCorrectedAndCallsNobody(String text) {
    Choice choice = choice(text, ANY);
    assertThat(choice.correction()).startsWith("\n\n<information>").endsWith("</information>\n\n");
    assertThat(choice.calls()).isEmpty();
    assertThat(choice.answer()).isNull();
  }

  @Test
  void noMoreRoutesThanTheBudgetCovers() {
    LegalMoves one = new LegalMoves(List.of(A, B), 1, true, null);
    assertThat(
            choice("<think>t</think><search>q<to>a</search><search>q<to>b</search>", one)
                .correction())
        .contains("[b failed: rejected]");
  }
}
