// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.testing.Asked;
import org.routerr1.policy.testing.Legality;
import org.routerr1.policy.testing.RealModel;

/** Decisions of the real model. */
class DecisionsIT {

  private static final String RULES =
      """
      Answer the question with the help of the models below. First think, then ask one of them or answer.
      """;
  private static final List<List<String>> CATALOGUES =
      List.of(
          List.of("small", "large"),
          List.of("qwen2.5-coder-1.5b", "gemma3-270m", "smollm2-135m"),
          List.of("a", "ab", "abc", "abcd", "b"),
          List.of("mistralai/Mixtral-8x22B", "mistralai/Mistral-7B", "meta/Llama-3.1-70B"),
          List.of("Łódź", "東京-7B", "модель", "model-😀", "modèle"),
          List.of());

  private static Policy policy;

  @BeforeAll
  static void load() {
    policy = Policy.load(RealModel.path(), 1024, Runtime.getRuntime().availableProcessors());
  }

  @AfterAll
  static void close() {
    policy.close();
  }

  @Test
  void twoHundredHotDecisionsAreAllLegal() {
    SplittableRandom random = new SplittableRandom(200);
    List<DecisionRequest> requests = new ArrayList<>();
    List<PolicyEngine.Ticket> tickets = new ArrayList<>();
    try (PolicyEngine engine = engine()) {
      for (int i = 0; i < 200; i++) {
        ActionLimits limits = limits(random, CATALOGUES.get(i % CATALOGUES.size()), i);
        String id = "hot" + i;
        requests.add(
            Asked.question(
                id,
                RULES + "Models: " + limits.names() + "\nQuestion: Who wrote it?",
                limits,
                new Sampling(1.5, 1, Digests.seed(id))));
        tickets.add(engine.submit(requests.getLast()));
      }
      for (int i = 0; i < 200; i++) {
        Decision decision = tickets.get(i).decision().join();
        Legality.check(decision.text(), requests.get(i).limits(), policy.template().tokenizer());
      }
    }
  }

  @Test
  void theSameRequestsGiveTheSameDecisionsInAnyOrder() {
    List<DecisionRequest> requests =
        List.of("x", "y", "z").stream()
            .map(id -> Asked.question(id, RULES.repeat(8) + "Question " + id + "?"))
            .toList();
    List<List<Decision.Token>> first;
    List<List<Decision.Token>> second;
    try (PolicyEngine engine = engine()) {
      first = requests.stream().map(r -> tokens(engine, r)).toList();
    }
    try (PolicyEngine engine = engine()) {
      second = requests.reversed().stream().map(r -> tokens(engine, r)).toList();
    }
    assertThat(second.reversed()).isEqualTo(first);
  }

  private static ActionLimits limits(SplittableRandom random, List<String> names, int i) {
    // A quarter at the limits of the product's tests, the rest below: every corner is reached.
    int most = i % 4 == 0 ? 16 : random.nextInt(1, 8);
    return new ActionLimits(
        names,
        names.isEmpty() ? 0 : 1 + i % 3 / 2,
        names.isEmpty() || random.nextBoolean(),
        most,
        most,
        most);
  }

  private static List<Decision.Token> tokens(PolicyEngine engine, DecisionRequest request) {
    return engine.submit(request).decision().join().tokens();
  }

  private static PolicyEngine engine() {
    return new PolicyEngine(policy, EngineSettings.DEFAULTS, System::nanoTime);
  }
}
