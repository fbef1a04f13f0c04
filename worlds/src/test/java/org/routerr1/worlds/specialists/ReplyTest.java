// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.FactGraph;

class ReplyTest {

  private static final World WORLD = Worlds.made(WorldSpec.TRADE_OFF, 11);

  private static Map<Reply.Outcome, Integer> ask(
      World world, Specialist candidate, String ofTopic) {
    Map<Reply.Outcome, Integer> counts = new EnumMap<>(Reply.Outcome.class);
    FactGraph graph = world.corpus().graph();
    for (int number = 0; number < 100; number++) {
      Episode episode = world.episode(Kind.BRIDGE, number);
      for (Fact fact : graph.facts().stream().filter(f -> f.relation().equals(ofTopic)).toList()) {
        Reply reply =
            world.reply(episode, candidate, SubQuestions.write(fact.relation(), fact.subject()));
        counts.merge(reply.outcome(), 1, Integer::sum);
        switch (reply.outcome()) {
          case RIGHT -> assertThat(reply.text()).isEqualTo(fact.object());
          case WRONG ->
              assertThat(graph.objects(fact.relation()))
                  .contains(reply.text())
                  .doesNotContain("" + (reply.text().equals(fact.object()) ? reply.text() : null));
          case UNKNOWN, NOT_UNDERSTOOD -> assertThat(reply.text()).isEqualTo(Reply.UNKNOWN);
        }
      }
    }
    return counts;
  }

  private static Specialist expert(String topic, double accuracy) {
    return new Specialist("k", Role.DEAR, "Oak", List.of(), Map.of(topic, accuracy), 0, 12, 300);
  }

  @Test
  void areRightWithTheStatedAccuracyAndElseHalfUnknown() {
    String topic = WORLD.corpus().allTopics().getFirst();
    for (double accuracy : new double[] {.3, .6, .94, 1}) {
      Map<Reply.Outcome, Integer> counts = ask(WORLD, expert(topic, accuracy), topic);
      double n = counts.values().stream().mapToInt(c -> c).sum();
      assertThat(n).isEqualTo(4_000);
      assertThat(counts.getOrDefault(Reply.Outcome.RIGHT, 0) / n).isCloseTo(accuracy, within(.03));
      double wrong = (1 - accuracy) / 2;
      assertThat(counts.getOrDefault(Reply.Outcome.UNKNOWN, 0) / n).isCloseTo(wrong, within(.03));
      assertThat(counts.getOrDefault(Reply.Outcome.WRONG, 0) / n).isCloseTo(wrong, within(.03));
    }
  }

  @Test
  void areAlwaysUnknownAwayFromTheTopic() {
    List<String> topics = WORLD.corpus().allTopics();
    assertThat(ask(WORLD, expert(topics.get(0), .9), topics.get(1)))
        .containsOnlyKeys(Reply.Outcome.UNKNOWN);
  }

  @Test
  void areNeverWrongInTheWorldOfCoverage() {
    World world = Worlds.made(WorldSpec.COVERAGE, 11);
    String topic = world.corpus().allTopics().getFirst();
    assertThat(ask(world, expert(topic, .4), topic))
        .containsOnlyKeys(Reply.Outcome.RIGHT, Reply.Outcome.UNKNOWN);
  }

  @Test
  void doNotBetrayThatTheQuestionIsAboutAWrongEntity() {
    FactGraph graph = WORLD.corpus().graph();
    String relation = graph.relations().getFirst();
    Specialist sure = expert(relation, 1);
    Episode episode = WORLD.episode(Kind.BRIDGE, 0);
    List<String> strangers =
        graph.entities().stream().filter(e -> graph.fact(relation, e).isEmpty()).toList();
    assertThat(strangers).hasSizeGreaterThan(100);
    for (String stranger : strangers) {
      Reply reply = WORLD.reply(episode, sure, SubQuestions.write(relation, stranger));
      assertThat(reply.says()).isTrue();
      assertThat(graph.objects(relation)).contains(reply.text());
    }
  }

  @Test
  void costThePriceEvenWhereNothingWasUnderstood() {
    Reply reply = WORLD.reply(WORLD.episode(Kind.BRIDGE, 0), expert("x", 1), "How are you?");
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.NOT_UNDERSTOOD);
    assertThat(reply.units()).isEqualTo(12);
    assertThat(reply.says()).isFalse();
  }
}
