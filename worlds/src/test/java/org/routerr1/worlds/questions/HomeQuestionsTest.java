// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.routerr1.worlds.facts.Chain;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.Part;

class HomeQuestionsTest {

  private static final HomeQuestions HOME = new HomeQuestions(HomeQuestions.OF_THE_DEMO);
  private static final List<HomeQuestion> TRAIN = HOME.of(Part.TRAIN, 5, 1);
  private static final List<HomeQuestion> TEST = HOME.of(Part.TEST, 1, 1);
  private static final Set<String> ABOUT_HUBS =
      Set.of("capital", "currency", "language", "continent", "country");

  @Test
  void areThousandsOfTwoHopsAndSomeOfThree() {
    assertThat(TRAIN).hasSizeGreaterThan(5_000).doesNotHaveDuplicates();
    assertThat(TEST).hasSizeGreaterThan(500);
    assertThat(TRAIN).extracting(q -> q.chain().hops()).contains(2, 3).doesNotContain(1);
    assertThat(TRAIN).extracting(HomeQuestion::id).doesNotHaveDuplicates();
    assertThat(TRAIN).extracting(HomeQuestion::text).doesNotHaveDuplicates();
  }

  @Test
  void haveTenWordingsOrMoreOfEveryChain() {
    for (Part part : Part.values()) {
      for (Chain chain : HOME.chains(part)) {
        assertThat(HomeQuestions.wordings(chain)).as(chain.pathName()).isGreaterThanOrEqualTo(10);
      }
    }
  }

  @Test
  void haveNoWordingTwice() {
    for (List<String> path :
        List.of(List.of("author", "birthplace"), List.of("author", "birth country", "capital"))) {
      List<String> all =
          IntStream.range(0, Phrases.count(path))
              .mapToObj(i -> Phrases.wording("Hamlet", path, i))
              .toList();
      assertThat(all).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }
  }

  @Test
  void shareNoEntityButCountriesAndTownsBetweenTheParts() {
    Set<String> train = entities(Part.TRAIN);
    Set<String> validation = entities(Part.VALIDATION);
    Set<String> test = entities(Part.TEST);
    assertThat(train).hasSizeGreaterThan(300);
    assertThat(test).hasSizeGreaterThan(80);
    assertThat(Collections.disjoint(train, test)).isTrue();
    assertThat(Collections.disjoint(train, validation)).isTrue();
    assertThat(Collections.disjoint(validation, test)).isTrue();
  }

  private static Set<String> entities(Part part) {
    Set<String> entities = new HashSet<>();
    for (Chain chain : HOME.chains(part)) {
      for (int i = 0; i < chain.hops(); i++) {
        Fact fact = chain.facts().get(i);
        if (i == 0 || !ABOUT_HUBS.contains(fact.relation())) {
          entities.add(fact.subject());
        }
      }
    }
    return entities;
  }

  @Test
  void keepSomeKindsForTheTest() {
    Set<String> train =
        HOME.chains(Part.TRAIN).stream().map(Chain::pathName).collect(Collectors.toSet());
    assertThat(train).doesNotContainAnyElementsOf(HomeQuestions.heldOutKinds());
    assertThat(TEST.stream().filter(HomeQuestion::heldOutKind).map(HomeQuestion::kind).distinct())
        .containsExactlyInAnyOrderElementsOf(HomeQuestions.heldOutKinds());
  }

  @Test
  void areTheSameForTheSameSeedAndNeverNameWhatIsExcluded() {
    assertThat(HOME.of(Part.TEST, 1, 1)).isEqualTo(TEST);
    assertThat(HOME.of(Part.TEST, 1, 2)).isNotEqualTo(TEST);
    assertThat(TRAIN).noneMatch(q -> q.text().contains("Machu"));
    assertThat(TEST).noneMatch(q -> q.text().contains("Machu"));
  }

  @Test
  void acceptTheAnswerUnderItsOtherNames() {
    for (HomeQuestion question : TRAIN) {
      assertThat(question.goldenAnswers()).first().isEqualTo(question.chain().answer());
      assertThat(question.text()).doesNotContain("%s").contains(question.chain().subject());
    }
    assertThat(TRAIN).anyMatch(q -> q.goldenAnswers().contains("USD"));
    assertThat(HOME.subQuestion("country", "Louvre")).isEqualTo("In which country is the Louvre?");
  }
}
