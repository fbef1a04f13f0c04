// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.worlds.BadFileException;

class FactGraphTest {

  private static final Fact PARIS = new Fact("France", "capital", "Paris");
  private static final Fact SEINE = new Fact("Paris", "river", "Seine");
  private static final Fact MOUTH = new Fact("Seine", "mouth", "English Channel");

  @Test
  void findsChainsOfEveryLength() {
    FactGraph graph = FactGraph.of(List.of(PARIS, SEINE, MOUTH));
    assertThat(graph.chains(1)).hasSize(3);
    assertThat(graph.chains(2))
        .containsExactly(new Chain(List.of(PARIS, SEINE)), new Chain(List.of(SEINE, MOUTH)));
    assertThat(graph.chains(3)).containsExactly(new Chain(List.of(PARIS, SEINE, MOUTH)));
    assertThat(graph.chains(3).getFirst().pathName()).isEqualTo("capital → river → mouth");
  }

  @Test
  void leavesOutWhatHasSeveralAnswers() {
    Fact second = new Fact("paris", "river", "Marne");
    FactGraph graph = FactGraph.of(List.of(PARIS, SEINE, second, SEINE, MOUTH));
    assertThat(graph.ambiguous()).isEqualTo(1);
    assertThat(graph.fact("river", "Paris")).isEmpty();
    assertThat(graph.chains(2)).isEmpty();
    assertThat(graph.facts()).containsExactly(PARIS, MOUTH);
  }

  @Test
  void takesASecondMentionOfTheSameFactForOne() {
    FactGraph graph = FactGraph.of(List.of(PARIS, new Fact("the france", "capital", "PARIS")));
    assertThat(graph.ambiguous()).isZero();
    assertThat(graph.facts()).containsExactly(PARIS);
  }

  @Test
  void neverComesBackToAnEntityNorGivesTheAnswerAway() {
    Fact back = new Fact("Paris", "country", "France");
    Fact told = new Fact("Mexico City", "country", "Mexico");
    Fact further = new Fact("Mexico", "continent", "North America");
    FactGraph graph = FactGraph.of(List.of(PARIS, back, told, further));
    assertThat(graph.chains(1)).noneMatch(c -> c.facts().contains(told));
    assertThat(graph.chains(2)).containsExactly(new Chain(List.of(told, further)));
  }

  @Test
  void refusesFactsWithoutTwoHopsInOneSentence() {
    FactGraph graph = FactGraph.of(List.of(PARIS, new Fact("Italy", "capital", "Rome")));
    assertThatThrownBy(() -> graph.requireTwoHops("my.jsonl"))
        .isInstanceOf(BadFileException.class)
        .hasMessageStartingWith(
            "my.jsonl: no two of its 2 usable facts make a question of two hops")
        .hasMessageEndingWith(".");
    FactGraph two = FactGraph.of(List.of(PARIS, SEINE));
    assertThat(two.requireTwoHops("my.jsonl")).isSameAs(two);
  }
}
