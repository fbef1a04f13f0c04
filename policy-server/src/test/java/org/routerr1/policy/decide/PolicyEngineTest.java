// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.testing.Asked;
import org.routerr1.policy.testing.Legality;
import org.routerr1.policy.testing.Logits;
import org.routerr1.policy.testing.Sequence;

class PolicyEngineTest {

  private static final EngineSettings NO_PREFIXES =
      new EngineSettings(8, 64, 128, 128, 1 << 22, 0, 1 << 20, Duration.ofHours(1));

  @TempDir private static Path folder;
  private static Policy policy;

  @BeforeAll
  static void load() {
    policy = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 1);
  }

  @AfterAll
  static void close() {
    policy.close();
  }

  @Test
  void aVersionIsNamedByFileAndChecksum() {
    assertThat(policy.name()).isEqualTo("Tiny-Model");
    assertThat(policy.version()).isEqualTo("tiny-model@" + policy.checksum().substring(0, 12));
    assertThat(Policy.name(Path.of("a b.Q4_K_M.gguf"))).isEqualTo("a-b");
    assertThat(Policy.name(Path.of("m-bf16.GGUF"))).isEqualTo("m");
  }

  @Test
  void decidesLegally() {
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      for (int i = 0; i < 50; i++) {
        Decision decision = decide(engine, Asked.question("id" + i, "What is " + i + "?"));
        Legality.check(decision.text(), Asked.LIMITS, policy.template().tokenizer());
      }
    }
  }

  @Test
  void aForcedTokenHasNoChoiceButAProbability() {
    ActionLimits forced = new ActionLimits(List.of(), 0, true, 1, 1, 1);
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      Decision decision = decide(engine, Asked.question("f", "Q?", forced, new Sampling(1, 1, 5)));
      long chosen = decision.tokens().stream().filter(t -> t.logprob() != 0).count();
      assertThat(chosen).isBetween(1L, 2L);
      assertThat(decision.answerCut()).isTrue();
      assertThat(decision.tokens()).allSatisfy(t -> assertThat(t.freeLogprob()).isNegative());
    }
  }

  @Test
  void freeLogprobsAreThoseOfTheWholeSequence() {
    DecisionRequest request = Asked.question("teacher", "What is the question?");
    Decision decision;
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      decision = decide(engine, request);
    }
    int[] prompt = PromptPart.encode(policy.template(), request.messages(), request.turn());
    int[] action = decision.tokens().stream().mapToInt(Decision.Token::id).toArray();
    int[] all = IntStream.concat(IntStream.of(prompt), IntStream.of(action)).toArray();
    assertThat(decision.promptHash()).isEqualTo(Digests.of(prompt));
    assertThat(decision.promptTokens()).isEqualTo(prompt.length);
    policy.model().attach();
    try (Sequence sequence = new Sequence(policy.model(), TinyModel.CONTEXT)) {
      int words = policy.model().shape().vocabulary();
      float[] logits = sequence.forward(all, action.length + 1);
      for (int i = 0; i < action.length; i++) {
        double expected = new Logits(logits, i * words, words).logprob(action[i]);
        assertThat((double) decision.tokens().get(i).freeLogprob())
            .isCloseTo(expected, within(1e-4));
      }
    }
  }

  @Test
  void keptPrefixesChangeNothingButTheTime() {
    String question = "word ".repeat(60);
    DecisionRequest first = Asked.question("one", question);
    Decision fresh;
    try (PolicyEngine engine = engine(NO_PREFIXES)) {
      fresh = decide(engine, first);
      assertThat(decide(engine, Asked.question("two", question)).cachedTokens()).isZero();
    }
    List<PromptPart> round =
        List.of(
            new PromptPart.Generated(fresh.tokens().stream().map(Decision.Token::id).toList()),
            new PromptPart.Observation("\n\n<information>small: 42</information>\n\n"));
    Decision freshRound;
    DecisionRequest second =
        Asked.question(
            "round", question, Asked.LIMITS, first.sampling(), round.toArray(PromptPart[]::new));
    try (PolicyEngine engine = engine(NO_PREFIXES)) {
      freshRound = decide(engine, second);
    }
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      decide(engine, Asked.question("other", question + "but another end"));
      Decision warm = decide(engine, first);
      assertThat(warm.cachedTokens()).isPositive();
      assertSame(warm, fresh);
      Decision warmRound = decide(engine, second);
      assertThat(warmRound.cachedTokens()).isPositive();
      assertSame(warmRound, freshRound);
    }
  }

  @Test
  void aPrefixCacheTooSmallForAllStillChangesNothing() {
    long twoBlocks = 2 * policy.model().shape().cacheBytes() * Prompt.BLOCK;
    EngineSettings small =
        new EngineSettings(8, 64, 128, 128, 1 << 22, twoBlocks, 1 << 20, Duration.ofHours(1));
    try (PolicyEngine roomy = engine(EngineSettings.DEFAULTS);
        PolicyEngine tight = engine(small)) {
      for (int i = 0; i < 6; i++) {
        DecisionRequest request = Asked.question("t" + i, "word ".repeat(50) + i % 2 + " end " + i);
        assertSame(decide(tight, request), decide(roomy, request));
      }
    }
  }

  @Test
  void theSameIdGivesTheSameDecisionAndOtherContentIsRefused() {
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      DecisionRequest request = Asked.question("same", "What?");
      Ticket first = engine.submit(request);
      Ticket second = engine.submit(request);
      assertThat(first.repeated()).isFalse();
      assertThat(second.repeated()).isTrue();
      assertThat(second.decision().join()).isSameAs(first.decision().join());
      assertRefused(engine, Asked.question("same", "Who?"), Kind.ID_TAKEN, "other content");
    }
  }

  @Test
  void aPromptThatDoesNotFitIsRefusedWithItsLength() {
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      assertRefused(
          engine,
          Asked.question("long", "x".repeat(600)),
          Kind.INVALID,
          "tokens and the action up to");
      assertRefused(
          engine, Asked.question("long", "x".repeat(600)), Kind.INVALID, "the context holds 512");
    }
  }

  /** Three million letters without a space would take a minute to be made tokens of. */
  @Test
  void aPromptThatIsFarTooLongIsRefusedUnread() {
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      assertRefused(
          engine, Asked.question("vast", "x".repeat(3_000_000)), Kind.INVALID, "tokens or more");
    }
  }

  @Test
  void whoComesToAFullQueueIsToldWhenToComeBack() {
    EngineSettings narrow =
        new EngineSettings(1, 1, 128, 128, 1 << 22, 0, 1 << 20, Duration.ofHours(1));
    CountDownLatch gate = new CountDownLatch(1);
    try (PolicyEngine engine = held(narrow, gate)) {
      List<Object> outcomes = IntStream.range(0, 20).mapToObj(i -> attempt(engine, i)).toList();
      List<DecisionException> refused =
          outcomes.stream()
              .filter(DecisionException.class::isInstance)
              .map(DecisionException.class::cast)
              .toList();
      assertThat(refused)
          .hasSizeBetween(18, 19) // one is under way, one waits
          .allSatisfy(e -> {
            assertThat(e.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(e.retryAfter()).isPositive();
          });
      // What was refused left nothing behind: the same id may come again.
      gate.countDown();
      int lost = outcomes.indexOf(refused.getLast());
      outcomes.stream()
          .filter(Ticket.class::isInstance)
          .forEach(t -> ((Ticket) t).decision().join());
      assertThat(decide(engine, Asked.question("q" + lost, "What?")).text()).isNotEmpty();
    }
  }

  @Test
  void whatNobodyWaitsForIsNotDecided() {
    CountDownLatch gate = new CountDownLatch(1);
    try (PolicyEngine engine = held(EngineSettings.DEFAULTS, gate)) {
      List<Ticket> tickets = submit(engine, 40);
      tickets.subList(1, 39).forEach(t -> t.giveUp().run());
      gate.countDown();
      tickets.getLast().decision().join();
      assertThat(tickets).filteredOn(t -> t.decision().isDone()).hasSize(2);
    }
  }

  @Test
  void closingTellsThoseWhoWait() {
    PolicyEngine engine = held(EngineSettings.DEFAULTS, new CountDownLatch(1));
    List<Ticket> tickets = submit(engine, 60);
    engine.close();
    assertThat(tickets).allSatisfy(t -> assertThat(t.decision()).isCompletedExceptionally());
  }

  @Test
  void aBrokenRequestHarmsNoOther() {
    int outside = policy.model().shape().vocabulary();
    DecisionRequest broken =
        Asked.question(
            "broken",
            "What?",
            Asked.LIMITS,
            new Sampling(1, 1, 1),
            new PromptPart.Generated(List.of(outside)));
    try (PolicyEngine engine = engine(EngineSettings.DEFAULTS)) {
      assertThatThrownBy(() -> decide(engine, broken)).isInstanceOf(RuntimeException.class);
      assertThat(decide(engine, Asked.question("fine", "What?")).text()).isNotEmpty();
    }
  }

  @Test
  void whatBreaksTheDecodersThreadDoesNotEndIt() {
    AtomicInteger calls = new AtomicInteger();
    LongSupplier broken =
        () -> {
          // The first is asked when a decision begins, the second when it ends.
          if (Thread.currentThread().getName().equals(Batcher.THREAD)
              && calls.incrementAndGet() == 2) {
            throw new IllegalStateException("no time");
          }
          return System.nanoTime();
        };
    try (PolicyEngine engine = new PolicyEngine(policy, EngineSettings.DEFAULTS, broken)) {
      assertThatThrownBy(() -> decide(engine, Asked.question("first", "What?")))
          .hasMessageContaining("no time");
      assertThat(decide(engine, Asked.question("second", "What?")).text()).isNotEmpty();
    }
  }

  private static List<Ticket> submit(PolicyEngine engine, int requests) {
    return IntStream.range(0, requests)
        .mapToObj(i -> engine.submit(Asked.question("q" + i, "What?")))
        .toList();
  }

  private static Object attempt(PolicyEngine engine, int id) {
    try {
      return engine.submit(Asked.question("q" + id, "What?"));
    } catch (DecisionException e) {
      return e;
    }
  }

  private static void assertRefused(
      PolicyEngine engine, DecisionRequest request, Kind kind, String said) {
    assertThatThrownBy(() -> engine.submit(request))
        .isInstanceOfSatisfying(DecisionException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(said);
  }

  /** Equal to the bit in all that is not about time. */
  private static void assertSame(Decision one, Decision other) {
    assertThat(one.tokens()).isEqualTo(other.tokens());
    assertThat(Arrays.asList(one.text(), one.promptHash(), one.policyVersion(), one.promptTokens()))
        .isEqualTo(
            Arrays.asList(
                other.text(), other.promptHash(), other.policyVersion(), other.promptTokens()));
  }

  private static PolicyEngine engine(EngineSettings settings) {
    return new PolicyEngine(policy, settings, System::nanoTime);
  }

  /**
   * An engine whose first decision does not begin before the gate opens or the engine is closed.
   */
  private static PolicyEngine held(EngineSettings settings, CountDownLatch gate) {
    return new PolicyEngine(
        policy,
        settings,
        () -> {
          if (Thread.currentThread().getName().equals(Batcher.THREAD)) {
            try {
              gate.await();
            } catch (InterruptedException e) {
              // The engine is being closed.
              Thread.currentThread().interrupt();
            }
          }
          return System.nanoTime();
        });
  }

  private static Decision decide(PolicyEngine engine, DecisionRequest request) {
    return engine.submit(request).decision().join();
  }
}
