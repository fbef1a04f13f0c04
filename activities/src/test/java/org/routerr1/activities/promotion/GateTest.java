// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.ServedPolicy;
import org.routerr1.activities.policy.ServedVersion;
import org.routerr1.activities.promotion.PromotionActivities.Verdict;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;

class GateTest {

  private @TempDir Path directory;
  private final List<String> stable = new ArrayList<>();
  private String pointed = "base";
  private final List<PromotionDocument> audited = new ArrayList<>();

  /** Versions without a model: the base, and one that was trained from it. */
  private final PolicyClient policy =
      new PolicyClient() {
        @Override
        public Decision decide(DecideRequest request, Cancellation cancellation) {
          throw new UnsupportedOperationException();
        }

        @Override
        public ServedPolicy describe() {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<ServedVersion> versions() {
          return List.of(
              new ServedVersion("base", channels("base"), "", "", ""),
              new ServedVersion("new@1", channels("new@1"), "", "base", "{}"));
        }

        private List<String> channels(String version) {
          return version.equals(pointed) ? List.of("stable") : List.of();
        }

        @Override
        public boolean setChannel(String channel, String version, @Nullable String expected) {
          if (expected != null && !expected.equals(pointed)) {
            return false;
          }
          stable.add(version);
          return true;
        }

        @Override
        public void close() {}
      };

  private PromotionActivitiesImpl hands() {
    return new PromotionActivitiesImpl(
        policy, new PromotionBook(directory), audited::add, Clock.systemUTC());
  }

  private static PromotionSpec spec() {
    return new PromotionSpec("p", "new@1", "specialists", null, 7, 100, .02, false, "", "tester");
  }

  private Verdict verdict(double low, int n) throws Exception {
    return verdict(low, n, 0, false);
  }

  private Verdict verdict(double low, int n, int masked, boolean spent) throws Exception {
    Path file = directory.resolve("evaluation.json");
    Files.writeString(
        file,
        """
        {"episodes": 1000, "masked": %d, "budget_spent": %s, "pairs": [
          {"data_set": "specialists/comparison", "policy": "new@1", "against": "untrained",
           "trade_off": null, "n": 500, "metric": "reward", "difference": 1, "low": 1, "high": 1},
          {"data_set": "specialists", "policy": "new@1", "against": "untrained",
           "trade_off": null, "n": %d, "metric": "reward", "difference": 0.05, "low": %s, "high": 0.2}
        ]}
        """
            .formatted(masked, spent, n, low));
    return hands().judge(spec(), "base", file.toString());
  }

  @Test
  void theLowerBoundDecides() throws Exception {
    assertThat(verdict(-.01, 100).passed()).isTrue();
    assertThat(verdict(-.02, 100).passed()).isFalse();
    assertThat(verdict(-.3, 200).reason()).contains("new@1 − base", "not above -0.020", "n = 200");
  }

  @Test
  void fewQuestionsDecideNothing() throws Exception {
    assertThat(verdict(.5, 99).passed()).isFalse();
  }

  @Test
  void whereCandidatesDidNotAnswerNothingIsDecided() throws Exception {
    assertThat(verdict(.1, 100, 50, false).passed()).isTrue();
    assertThat(verdict(.1, 100, 51, false).passed()).isFalse();
    assertThat(verdict(.1, 100, 51, false).reason())
        .startsWith("in 51 of 1000 episodes calls failed");
  }

  @Test
  void whereTheBudgetWasSpentTheRemedyIsALargerOne() throws Exception {
    Verdict spent = verdict(.1, 100, 51, true);
    assertThat(spent.passed()).isFalse();
    assertThat(spent.reason()).contains("the budget was spent", "a larger one");
  }

  @Test
  void aGateDoesNotOverruleWhoMovedTheStableVersionMeanwhile() {
    pointed = "another@2";
    PromotionDocument late = hands().decide(spec(), "base", new Verdict(true, "better"), "e.json");
    assertThat(late.promoted()).isFalse();
    assertThat(late.reason()).contains("better", "another version than base is stable now");
    assertThat(stable).isEmpty();
  }

  @Test
  void aDecisionThatWasCarriedOutAndNotToldIsTold() {
    pointed = "new@1";
    assertThat(hands().decide(spec(), "base", new Verdict(true, "better"), "e.json").promoted())
        .isTrue();
  }

  @Test
  void aLineThatACrashCutOffIsPassedOver() throws Exception {
    hands().decide(spec(), "base", new Verdict(false, "worse"), "e.json");
    Path book = directory.resolve("promotions.jsonl");
    Files.writeString(book, "{\"run\": \"q\", \"ver", StandardOpenOption.APPEND);
    PromotionSpec next =
        new PromotionSpec("r", "new@1", "specialists", null, 7, 100, .02, false, "", "tester");
    hands().decide(next, "base", new Verdict(false, "worse"), "e.json");
    assertThat(new PromotionBook(directory).all())
        .extracting(PromotionDocument::run)
        .containsExactly("p", "r");
  }

  @Test
  void goingBackTwiceDoesNotGoForward() {
    PromotionBook book = new PromotionBook(directory);
    book.add(decision("1", "b", "a", "better"));
    book.add(decision("2", "c", "b", "better"));
    book.add(decision("3", "c", "c", "forced what was stable"));
    assertThat(book.promoted("c")).get().extracting(PromotionDocument::stable).isEqualTo("b");
    book.add(decision("4", "b", "c", PromotionBook.ROLLBACK + "c"));
    assertThat(book.promoted("b")).get().extracting(PromotionDocument::stable).isEqualTo("a");
    assertThat(book.promoted("a")).isEmpty();
  }

  private static PromotionDocument decision(
      String run, String version, String stable, String reason) {
    return new PromotionDocument(
        version, true, reason, null, stable, "tester", false, run, "now", null);
  }

  @Test
  void aDecisionIsWrittenDownOnceAndOnlyAPromotionMovesTheChannel() {
    PromotionActivitiesImpl hands = hands();
    hands.decide(spec(), "base", new Verdict(false, "worse"), "e.json");
    assertThat(stable).isEmpty();
    hands.decide(spec(), "base", new Verdict(false, "worse"), "e.json");
    // The books know which they have; the file keeps one a run.
    assertThat(audited).hasSize(2);
    assertThat(new PromotionBook(directory).all())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.promoted()).isFalse();
          assertThat(p.reason()).isEqualTo("worse");
          assertThat(p.who()).isEqualTo("tester");
          assertThat(p.evaluation()).isEqualTo("e.json");
        });
  }
}
