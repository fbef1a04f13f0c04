// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MadeFactsTest {

  @Test
  void fillAWorldOfManyRelationsWithChainsOfEveryLength() {
    FactGraph graph = FactGraph.of(MadeFacts.generate(5, 60, 40, Set.of()));
    assertThat(graph.relations()).hasSize(60);
    assertThat(graph.ambiguous()).isZero();
    assertThat(graph.chains(1)).hasSizeGreaterThan(2_000);
    assertThat(graph.chains(2)).hasSizeGreaterThan(5_000);
    assertThat(graph.chains(3)).hasSizeGreaterThan(10_000);
    for (String relation : graph.relations()) {
      assertThat(graph.objects(relation)).as(relation).hasSizeGreaterThan(2);
    }
  }

  @Test
  void haveNamesInTheFormsOfRealOnes() {
    List<String> names =
        MadeFacts.generate(5, 60, 40, Set.of()).stream()
            .flatMap(fact -> Stream.of(fact.subject(), fact.object()))
            .toList();
    assertThat(names).anyMatch(name -> name.matches("[a-z]+"));
    assertThat(names).anyMatch(name -> name.matches("[A-Z][a-z]+ [a-z]+"));
    assertThat(names).anyMatch(name -> name.matches("[A-Z][a-z]+ [A-Z]\\. [A-Z][a-z]+"));
    assertThat(names).anyMatch(name -> name.matches("[A-Z][a-z]+ (von|van|de|da|di|le) .*"));
    assertThat(names).anyMatch(name -> name.matches(".+, \\d(st|nd|rd|th) [A-Z][a-z]+ of .+"));
    assertThat(names).anyMatch(name -> name.matches("[A-Z][a-z]+ on the [A-Z][a-z]+"));
    assertThat(names).anyMatch(name -> name.matches("[A-Z][a-z]+ & [A-Z][a-z]+"));
    assertThat(names).anyMatch(name -> name.endsWith(")"));
  }

  @Test
  void areTheSameForTheSameSeedAndOthersForAnother() {
    List<Fact> facts = MadeFacts.generate(5, 48, 20, Set.of());
    assertThat(MadeFacts.generate(5, 48, 20, Set.of())).isEqualTo(facts);
    assertThat(MadeFacts.generate(6, 48, 20, Set.of())).doesNotContainAnyElementsOf(facts);
  }

  @Test
  void useNoRelationThatIsKeptForATest() {
    Set<String> first =
        Set.copyOf(FactGraph.of(MadeFacts.generate(5, 48, 4, Set.of())).relations());
    FactGraph other = FactGraph.of(MadeFacts.generate(5, 48, 4, first));
    assertThat(other.relations()).hasSize(48).doesNotContainAnyElementsOf(first);
    assertThat(FactGraph.of(ProjectFacts.read()).relations())
        .doesNotContainAnyElementsOf(first)
        .doesNotContainAnyElementsOf(other.relations());
  }

  @Test
  void refuseWhatCannotBeMade() {
    assertThatThrownBy(() -> MadeFacts.generate(5, 48, 1, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MadeFacts.generate(5, 5_000, 4, Set.of()))
        .hasMessageContaining("too many");
  }
}
