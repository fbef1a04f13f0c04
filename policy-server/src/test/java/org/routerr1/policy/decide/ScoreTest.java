// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.testing.Asked;

class ScoreTest {

  @TempDir private static Path folder;
  private static Policy policy;
  private static PolicyEngine engine;

  @BeforeAll
  static void load() {
    policy = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 2);
    engine = new PolicyEngine(policy, EngineSettings.DEFAULTS, System::nanoTime);
  }

  @AfterAll
  static void close() {
    engine.close();
    policy.close();
  }

  @Test
  void scoresAreThoseOfTheDecision() {
    DecisionRequest request = Asked.question("scored", "What is it?");
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      decisions.add(decide(Asked.question("scored" + i, "What is it?")));
    }
    Scores scores = score(request, Optional.of(Asked.LIMITS), decisions);
    assertThat(scores.promptHash()).isEqualTo(decisions.getFirst().promptHash());
    for (int i = 0; i < decisions.size(); i++) {
      List<Token> written = decisions.get(i).tokens();
      List<Token> scored = scores.actions().get(i);
      assertThat(scored).hasSameSizeAs(written);
      for (int j = 0; j < written.size(); j++) {
        assertThat(scored.get(j).id()).isEqualTo(written.get(j).id());
        assertThat(scored.get(j).logprob()).isCloseTo(written.get(j).logprob(), within(1e-4f));
        assertThat(scored.get(j).freeLogprob())
            .isCloseTo(written.get(j).freeLogprob(), within(1e-4f));
      }
    }
  }

  @Test
  void withoutGrammarAnythingMayBeScored() {
    DecisionRequest request = Asked.question("free", "What is it?");
    Decision decision = decide(request);
    Scores scores = score(request, Optional.empty(), List.of(decision));
    for (int j = 0; j < decision.tokens().size(); j++) {
      assertThat(scores.actions().getFirst().get(j).freeLogprob())
          .isCloseTo(decision.tokens().get(j).freeLogprob(), within(1e-4f));
    }
    Scores any =
        engine.score(request(request, Optional.empty(), List.of(List.of(9, 1, 7)))).scores().join();
    assertThat(any.actions().getFirst()).hasSize(3);
  }

  @Test
  void whatElseIsInTheBatchChangesNoScore() {
    DecisionRequest request = Asked.question("alone", "word ".repeat(30));
    Decision decision = decide(request);
    Scores alone = score(request, Optional.of(Asked.LIMITS), List.of(decision));
    List<Ticket> others = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      others.add(engine.submit(Asked.question("beside" + i, "other ".repeat(i))));
    }
    Scores beside = score(request, Optional.of(Asked.LIMITS), List.of(decision));
    assertThat(beside.actions()).isEqualTo(alone.actions());
    others.forEach(t -> t.decision().join());
  }

  @Test
  void anActionThatIsNotLegalIsRefusedByToken() {
    DecisionRequest request = Asked.question("illegal", "What?");
    Decision decision = decide(request);
    ActionLimits others = new ActionLimits(List.of("nobody"), 1, false, 1, 1, 1);
    assertThatThrownBy(() -> score(request, Optional.of(others), List.of(decision)))
        .isInstanceOfSatisfying(
            DecisionException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessageMatching("actions\\[0]\\.ids\\[\\d+]: token \\d+ is not legal here; .*");
  }

  @Test
  void whatIsTooLongIsRefused() {
    DecisionRequest request = Asked.question("long", "x".repeat(300));
    List<List<Integer>> action = List.of(Collections.nCopies(300, 5));
    assertThatThrownBy(() -> engine.score(request(request, Optional.empty(), action)))
        .hasMessageContaining("the context holds 512");
  }

  private static Decision decide(DecisionRequest request) {
    return engine.submit(request).decision().join();
  }

  private static Scores score(
      DecisionRequest request, Optional<ActionLimits> limits, List<Decision> decisions) {
    List<List<Integer>> actions =
        decisions.stream().map(d -> d.tokens().stream().map(Token::id).toList()).toList();
    return engine.score(request(request, limits, actions)).scores().join();
  }

  private static ScoringRequest request(
      DecisionRequest like, Optional<ActionLimits> limits, List<List<Integer>> actions) {
    return new ScoringRequest(like.version(), like.messages(), like.turn(), limits, actions, false);
  }
}
