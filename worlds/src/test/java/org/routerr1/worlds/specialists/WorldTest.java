// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.MadeFacts;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.facts.ProjectFacts;
import org.routerr1.worlds.facts.Split;

class WorldTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSameNumberIsTheSameEpisodeInAnyOrder(Kind kind) {
    World one = Worlds.common(WorldSpec.TRADE_OFF, 5);
    World other = Worlds.common(WorldSpec.TRADE_OFF, 5);
    List<Episode> forwards = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      forwards.add(one.episode(kind, i));
    }
    for (int i = 19; i >= 0; i--) {
      assertThat(other.episode(kind, i)).isEqualTo(forwards.get(i));
    }
    assertThat(Worlds.common(WorldSpec.TRADE_OFF, 6).episode(kind, 0))
        .isNotEqualTo(forwards.getFirst());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aReplyDependsOnSeedCandidateAndQuestionAlone(Kind kind) {
    World world = Worlds.common(WorldSpec.TRADE_OFF, 5);
    for (int i = 0; i < 50; i++) {
      Episode episode = world.episode(kind, i);
      Pool renamed = episode.pool().renamed(Draw.generator(i, "names"), Style.UNSEEN);
      Pool swapped = episode.pool().withSwappedPrices(0, 1);
      Progress start = Progress.start(episode.question(), 3);
      for (Specialist candidate : episode.pool().specialists()) {
        Reply reply = world.reply(episode, candidate, start.subQuestion());
        Specialist again = renamed.get(renamed.indexOfKey(candidate.key()));
        Specialist repriced = swapped.get(swapped.indexOfKey(candidate.key()));
        assertThat(world.reply(episode.with(renamed), again, start.subQuestion())).isEqualTo(reply);
        assertThat(world.reply(episode.with(swapped), repriced, start.subQuestion()).text())
            .isEqualTo(reply.text());
      }
    }
  }

  @Test
  void tradeOffPoolsHoldSixWithDifferentNamesAndEveryNeededTopic() {
    World world = Worlds.made(WorldSpec.TRADE_OFF, 1);
    int complete = 0;
    int wanted = 0;
    for (int i = 0; i < 500; i++) {
      Episode episode = world.episode(Kind.BRIDGE, i);
      List<Specialist> pool = episode.pool().specialists();
      assertThat(pool).hasSize(6);
      assertThat(pool.stream().map(Specialist::name)).doesNotHaveDuplicates();
      assertThat(pool.stream().map(Specialist::key)).doesNotHaveDuplicates();
      assertThat(pool.stream().map(Specialist::role)).contains(Role.STRONG, Role.WEAK);
      for (Specialist s : pool) {
        assertThat(s.price()).isBetween(1, 40);
        assertThat(episode.pool().find(s.name())).contains(s);
        assertThat(episode.pool().find(s.aliases().getFirst())).contains(s);
      }
      for (String topic : episode.question().topics()) {
        wanted += 2;
        complete += (int) pool.stream().filter(s -> s.accuracies().containsKey(topic)).count();
      }
    }
    assertThat((double) complete / wanted).isBetween(.82, .88);
  }

  @Test
  void coveragePoolsLeaveATopicUncoveredNowAndThen() {
    World world = Worlds.made(WorldSpec.COVERAGE, 1);
    int uncovered = 0;
    for (int i = 0; i < 1000; i++) {
      Episode episode = world.episode(Kind.BRIDGE, i);
      assertThat(episode.pool().size()).isEqualTo(6);
      boolean missing =
          episode.question().topics().stream()
              .anyMatch(t ->
                  episode.pool().specialists().stream()
                      .noneMatch(s -> s.accuracies().containsKey(t)));
      uncovered += missing ? 1 : 0;
    }
    assertThat(uncovered).isBetween(115, 185);
  }

  @Test
  void namesAndWordingsOfTrainingNeverOccurInTheUnseenStyle() {
    World usual = Worlds.made(WorldSpec.TRADE_OFF, 1);
    World unseen = Worlds.made(WorldSpec.TRADE_OFF.unseenStyle(), 1);
    List<String> names = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      usual.episode(Kind.BRIDGE, i).pool().specialists().forEach(s -> names.add(s.name()));
      Episode other = unseen.episode(Kind.BRIDGE, i);
      other.pool().specialists().forEach(s -> others.add(s.name()));
      assertThat(other.question().text())
          .matches("(Do you happen to know|I am looking for|My question:) .*");
    }
    assertThat(others).doesNotContainAnyElementsOf(names);
  }

  @Test
  void aPossessiveStandsAtMereNamesOnly() {
    World world = Worlds.made(WorldSpec.TRADE_OFF, 1);
    int possessives = 0;
    for (int i = 0; i < 300; i++) {
      Question question = world.episode(Kind.BRIDGE, i).question();
      // A name may have a possessive of its own.
      String text = question.text().replace(question.hops().getFirst().subject(), "it");
      if (text.contains("'s ")) {
        assertThat(question.hops()).hasSize(1);
        assertThat(text).contains("it's ");
        possessives++;
      }
    }
    assertThat(possessives).isPositive();
  }

  @Test
  void comparisonsAreHalfYesAndHalfNoAndTrue() {
    World world = Worlds.common(WorldSpec.TRADE_OFF, 1);
    int yes = 0;
    for (int i = 0; i < 1000; i++) {
      Question question = world.episode(Kind.COMPARISON, i).question();
      boolean same = question.hops().get(0).object().equals(question.hops().get(1).object());
      assertThat(question.answer()).isEqualTo(same ? "yes" : "no");
      assertThat(question.hops().get(0).subject()).isNotEqualTo(question.hops().get(1).subject());
      yes += same ? 1 : 0;
    }
    assertThat(yes).isBetween(440, 560);
  }

  @Test
  void groupsOfRelationsMayShareATopic() {
    Topics topics =
        Topics.of(Map.of("places", List.of("capital", "continent", "country", "currency")));
    FactGraph graph = FactGraph.of(ProjectFacts.read());
    World world = new World(WorldSpec.TRADE_OFF, Corpus.of(graph, topics), 2);
    assertThat(world.corpus().allTopics()).hasSize(graph.relations().size() - 3);
    int grouped = 0;
    for (int i = 0; i < 100; i++) {
      Episode episode = world.episode(Kind.BRIDGE, i);
      for (Hop hop : episode.question().hops()) {
        boolean place =
            List.of("capital", "continent", "country", "currency").contains(hop.relation());
        assertThat(hop.topic()).isEqualTo(place ? "places" : hop.relation());
        grouped += place ? 1 : 0;
      }
    }
    assertThat(grouped).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSmallestFilesMakeAWorldOrSayThatTheyDoNot(Kind kind) {
    List<Fact> two = List.of(new Fact("Ann", "father", "Ben"), new Fact("Ben", "father", "Cid"));
    World world =
        new World(WorldSpec.TRADE_OFF, Corpus.of(FactGraph.of(two), Topics.EACH_RELATION), 2);
    if (kind == Kind.BRIDGE) {
      for (int i = 0; i < 20; i++) {
        Episode episode = world.episode(kind, i);
        Progress start = Progress.start(episode.question(), 3);
        for (Specialist candidate : episode.pool().specialists()) {
          assertThat(world.reply(episode, candidate, start.subQuestion()).text()).isNotBlank();
        }
      }
    } else {
      assertThat(world.corpus().count(3)).isZero();
      assertThat(world.corpus().compares()).isFalse();
      assertThatThrownBy(() -> world.episode(kind, 0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aCorpusOfAPartAsksOnlyWhatIsInIt() {
    FactGraph graph = FactGraph.of(MadeFacts.generate(4, 60, 40, Set.of()));
    Split split = Split.strict(1, .1, .3).holdingOut(.2, graph.relations());
    for (Part part : Part.values()) {
      Corpus corpus = Corpus.of(graph, Topics.EACH_RELATION, split, part);
      World world = new World(WorldSpec.TRADE_OFF, corpus, 2);
      for (Kind kind : Kind.values()) {
        for (int i = 0; i < 40; i++) {
          for (Hop hop : world.episode(kind, i).question().hops()) {
            assertThat(split.part(hop.subject())).isEqualTo(part);
            assertThat(part != Part.TEST && split.heldOut().contains(hop.relation())).isFalse();
          }
        }
      }
    }
  }
}
