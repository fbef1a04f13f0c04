// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.testing.Asked;
import org.routerr1.policy.testing.Held;

/** Many decisions at once. */
class BatchTest {

  private static final EngineSettings NO_CACHE =
      new EngineSettings(16, 256, 128, 128, 1 << 24, 0, 1 << 24, Duration.ofHours(1));

  @TempDir private static Path folder;
  private static Policy policy;

  @BeforeAll
  static void load() {
    policy = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 2);
  }

  @AfterAll
  static void close() {
    policy.close();
  }

  @Test
  void whatElseIsInTheBatchChangesNoResult() {
    List<DecisionRequest> requests = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "b" + i;
      ActionLimits limits =
          new ActionLimits(List.of("small", "smaller"), 1 + i % 2, i % 3 > 0, 1 + i % 9, 7, 5);
      Sampling sampling = new Sampling(i % 4 * .5, i % 5 == 0 ? .9 : 1, Digests.seed(id));
      requests.add(Asked.question(id, "word ".repeat(i * 3 % 70) + i, limits, sampling));
    }
    List<List<Decision.Token>> alone;
    try (PolicyEngine engine = new PolicyEngine(policy, NO_CACHE, System::nanoTime)) {
      alone = requests.stream().map(r -> engine.submit(r).decision().join().tokens()).toList();
    }
    for (boolean turned : new boolean[] {false, true}) {
      List<DecisionRequest> order = new ArrayList<>(requests);
      if (turned) {
        Collections.reverse(order);
      }
      try (PolicyEngine engine =
          new PolicyEngine(policy, EngineSettings.DEFAULTS, System::nanoTime)) {
        List<Ticket> tickets = order.stream().map(engine::submit).toList();
        for (int i = 0; i < order.size(); i++) {
          Decision beside = tickets.get(i).decision().join();
          assertThat(beside.tokens()).isEqualTo(alone.get(requests.indexOf(order.get(i))));
          assertThat(beside.batchDependent()).isFalse();
        }
      }
    }
  }

  @Test
  void aTemperatureThatWouldOverflowIsGreedyAndHarmsNobody() {
    try (Held held = new Held();
        PolicyEngine engine = new PolicyEngine(policy, NO_CACHE, held::nanoTime)) {
      Ticket beside = engine.submit(Asked.question("beside", "What?"));
      List<Ticket> cold =
          DoubleStream.of(0, 1e-45, 2e-39, 1e-6)
              .mapToObj(t ->
                  engine.submit(
                      Asked.question("cold" + t, "What?", Asked.LIMITS, new Sampling(t, 1, 7))))
              .toList();
      held.open();
      assertThat(beside.decision().join().text()).isNotEmpty();
      assertThat(cold)
          .extracting(t -> t.decision().join().text())
          .containsOnly(cold.getFirst().decision().join().text());
    }
  }

  @Test
  void aLongPromptIsReadByAnyNumberOfThreadsWithTheSameResult() {
    List<DecisionRequest> requests = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      requests.add(Asked.question("long" + i, ("word" + i + " ").repeat(20 + 8 * i)));
    }
    List<List<Decision.Token>> together = tokens(policy, requests);
    try (Policy single = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 1)) {
      assertThat(tokens(single, requests)).isEqualTo(together);
    }
  }

  private static List<List<Decision.Token>> tokens(Policy of, List<DecisionRequest> requests) {
    try (PolicyEngine engine = new PolicyEngine(of, NO_CACHE, System::nanoTime)) {
      return requests.stream().map(r -> engine.submit(r).decision().join().tokens()).toList();
    }
  }

  @Test
  void moreSetsOfLegalTokensThanAreKeptDoNoHarm() {
    try (PolicyEngine engine =
        new PolicyEngine(policy, EngineSettings.DEFAULTS, System::nanoTime)) {
      List<Ticket> tickets =
          IntStream.range(0, 250)
              .mapToObj(i -> engine.submit(Asked.question("many" + i, "word " + i)))
              .toList();
      assertThat(tickets).allSatisfy(t -> assertThat(t.decision().join().text()).isNotEmpty());
    }
  }

  @Test
  void aGroupThatArrivesTogetherReadsItsPromptOnceEvenWithoutCache() {
    try (Held held = new Held();
        PolicyEngine engine = new PolicyEngine(policy, NO_CACHE, held::nanoTime)) {
      String question = "word ".repeat(60);
      List<Ticket> group =
          IntStream.range(0, 8)
              .mapToObj(i -> engine.submit(Asked.question("g" + i, question)))
              .toList();
      held.open();
      List<Decision> decisions = group.stream().map(t -> t.decision().join()).toList();
      int prompt = decisions.getFirst().promptTokens();
      // All but the last token, which is run with what each writes first.
      assertThat(decisions.stream().mapToInt(Decision::cachedTokens).sum())
          .isEqualTo(7 * (prompt - 1));
    }
  }

  @Test
  void promptsThatBeginAlikeShareWholeBlocks() {
    try (Held held = new Held();
        PolicyEngine engine = new PolicyEngine(policy, NO_CACHE, held::nanoTime)) {
      String catalogue = "word ".repeat(60);
      List<Ticket> tickets =
          IntStream.range(0, 4)
              .mapToObj(i -> engine.submit(Asked.question("c" + i, catalogue + "Question " + i)))
              .toList();
      held.open();
      long cached = tickets.stream().mapToInt(t -> t.decision().join().cachedTokens()).sum();
      assertThat(cached).isPositive().matches(c -> c % (3 * Prompt.BLOCK) == 0);
    }
  }

  @Test
  void queriesGoBeforeTraining() {
    EngineSettings oneByOne =
        new EngineSettings(1, 64, 128, 128, 1 << 22, 0, 1 << 20, Duration.ofHours(1));
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    try (Held held = new Held();
        PolicyEngine engine = new PolicyEngine(policy, oneByOne, held::nanoTime)) {
      Ticket first = engine.submit(Asked.question("first", "What?"));
      held.awaitReached();
      List<Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        tickets.add(submit(engine, "training" + i, true, order));
        tickets.add(submit(engine, "query" + i, false, order));
      }
      held.open();
      first.decision().join();
      tickets.forEach(t -> t.decision().join());
    }
    assertThat(order)
        .containsExactly("query0", "query1", "query2", "training0", "training1", "training2");
  }

  @Test
  void whatIsGivenUpFreesItsPlaceAtOnce() {
    EngineSettings two =
        new EngineSettings(2, 64, 128, 128, 1 << 22, 0, 1 << 20, Duration.ofHours(1));
    ActionLimits endless = new ActionLimits(List.of(), 0, true, 300, 1, 1);
    try (PolicyEngine engine = new PolicyEngine(policy, two, System::nanoTime)) {
      Sampling sampling = new Sampling(1, 1, 1);
      List<Ticket> long1 =
          IntStream.range(0, 2)
              .mapToObj(i -> engine.submit(Asked.question("l" + i, "Q?", endless, sampling)))
              .toList();
      engine.pause(false);
      Ticket waiting = engine.submit(Asked.question("short", "What?"));
      long1.forEach(t -> t.giveUp().run());
      engine.resume();
      assertThat(waiting.decision().join().text()).isNotEmpty();
      assertThat(long1).noneMatch(t -> t.decision().isDone());
    }
  }

  @Test
  void aPromptIsReadInLargeStepsWhereNobodyWrites() {
    int small = stepsUntilTheFirstToken(16);
    int large = stepsUntilTheFirstToken(64);
    assertThat(small).isGreaterThan(4);
    assertThat(large).isEqualTo(Math.ceilDiv(small, 4));
  }

  private int stepsUntilTheFirstToken(int promptStepTokens) {
    EngineSettings settings =
        new EngineSettings(8, 64, 16, promptStepTokens, 1 << 22, 0, 1 << 20, Duration.ofHours(1));
    AtomicInteger steps = new AtomicInteger();
    AtomicInteger before = new AtomicInteger();
    EngineObserver counting =
        new EngineObserver() {
          @Override
          public void stepped(int sequences, long nanos, long grammarNanos) {
            steps.incrementAndGet();
          }

          @Override
          public void firstToken(boolean training, long nanos) {
            before.set(steps.get());
          }
        };
    try (PolicyEngine engine = new PolicyEngine(policy, settings, System::nanoTime, counting)) {
      engine.submit(Asked.question("one", "What is it? ".repeat(20))).decision().join();
    }
    return before.get();
  }

  @Test
  void aPauseOfTrainingLeavesQueriesAlone() {
    try (PolicyEngine engine =
        new PolicyEngine(policy, EngineSettings.DEFAULTS, System::nanoTime)) {
      engine.pause(true);
      Ticket training = submit(engine, "training", true, new ArrayList<>());
      assertThat(engine.submit(Asked.question("query", "What?")).decision().join().text())
          .isNotEmpty();
      assertThat(training.decision()).isNotDone();
      engine.resume();
      assertThat(training.decision().join().text()).isNotEmpty();
    }
  }

  @Test
  void withoutFreeLogprobsTheSameTokensAreWritten() {
    DecisionRequest whole = Asked.question("w", "What is it?");
    DecisionRequest lean = Asked.lean(whole);
    try (PolicyEngine one = new PolicyEngine(policy, NO_CACHE, System::nanoTime);
        PolicyEngine other = new PolicyEngine(policy, NO_CACHE, System::nanoTime)) {
      Decision full = one.submit(whole).decision().join();
      Decision less = other.submit(lean).decision().join();
      assertThat(less.text()).isEqualTo(full.text());
      assertThat(less.tokens()).allSatisfy(t -> assertThat(t.freeLogprob()).isNaN());
      for (int i = 0; i < full.tokens().size(); i++) {
        assertThat(less.tokens().get(i).logprob())
            .isCloseTo(full.tokens().get(i).logprob(), within(1e-4f));
      }
    }
  }

  private static Ticket submit(
      PolicyEngine engine, String id, boolean training, List<String> order) {
    Ticket ticket = engine.submit(Asked.priority(Asked.question(id, "What?"), training));
    var unused = ticket.decision().thenRun(() -> order.add(id));
    return ticket;
  }
}
