// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.ProjectFacts;

class SubQuestionsTest {

  private static final FactGraph GRAPH = FactGraph.of(ProjectFacts.read());
  private static final SubQuestions READER = new SubQuestions(GRAPH);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country of origin of sushi",
        "Country of origin of Sushi?",
        "What is the country of origin of sushi?",
        "sushi's country of origin",
        "Tell me the country of origin of the sushi.",
      })
  void readsAFewForms(String text) {
    assertThat(READER.read(text)).contains(new SubQuestions.Asked("country of origin", "sushi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sushi", "country of", "capital of Atlantis", "colour of sushi", "?"})
  void readsNothingIntoOthers(String text) {
    assertThat(READER.read(text)).isEmpty();
  }

  @Test
  void aRelationThatEndsWithOfHasNoSecondOne() {
    SubQuestions reader =
        new SubQuestions(FactGraph.of(List.of(new Fact("Schubert", "student of", "Salieri"))));
    assertThat(SubQuestions.write("student of", "Schubert")).isEqualTo("student of Schubert");
    assertThat(reader.read("student of Schubert"))
        .contains(new SubQuestions.Asked("student of", "Schubert"));
  }

  @Property
  void readsBackEveryFactThatItWrites(@ForAll int place) {
    List<Fact> facts = GRAPH.facts();
    Fact fact = facts.get(Math.floorMod(place, facts.size()));
    assertThat(READER.read(SubQuestions.write(fact.relation(), fact.subject())))
        .contains(new SubQuestions.Asked(fact.relation(), fact.subject()));
  }

  @Property
  void neverThrows(@ForAll String text) {
    assertThat(READER.read(text)).isNotNull();
  }
}
