// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.routerr1.core.metric.Answers;

class ProjectFactsTest {

  private static final List<Fact> FACTS = ProjectFacts.read();
  private static final FactGraph GRAPH = FactGraph.of(FACTS);

  @Test
  void areManyAndEachHasOneAnswer() {
    assertThat(FACTS).hasSizeGreaterThan(600).doesNotHaveDuplicates();
    assertThat(GRAPH.ambiguous()).isZero();
    assertThat(GRAPH.facts()).hasSameSizeAs(FACTS);
    assertThat(GRAPH.chains(2)).hasSizeGreaterThan(2_000);
    assertThat(GRAPH.chains(3)).hasSizeGreaterThan(1_000);
  }

  @Test
  void putEveryBirthplaceIntoTheBirthCountry() {
    for (Fact born : FACTS.stream().filter(f -> f.relation().equals("birthplace")).toList()) {
      Optional<String> country = GRAPH.fact("birth country", born.subject()).map(Fact::object);
      Optional<String> place = GRAPH.fact("country", born.object()).map(Fact::object);
      if (country.isPresent() && place.isPresent()) {
        assertThat(place).as(born.subject()).isEqualTo(country);
      }
    }
  }

  @Test
  void knowTheCountryOfEveryCapitalThatTheyName() {
    for (Fact capital : FACTS.stream().filter(f -> f.relation().equals("capital")).toList()) {
      GRAPH
          .fact("country", capital.object())
          .ifPresent(f -> assertThat(f.object()).isEqualTo(capital.subject()));
    }
  }

  @Test
  void haveOtherNamesAndArticlesOnlyForEntitiesThatOccur() {
    Set<String> entities = Set.copyOf(GRAPH.entities());
    assertThat(entities).containsAll(ProjectFacts.aliases().others().keySet());
    assertThat(entities).containsAll(ProjectFacts.withThe());
    assertThat(ProjectFacts.aliases().of("J. R. R. Tolkien")).contains("J.R.R. Tolkien");
    assertThat(ProjectFacts.aliases().of("Brasília")).containsExactly("Brasília", "Brasilia");
    assertThat(ProjectFacts.aliases().of("pound sterling")).contains("British pound");
  }

  @Test
  void takeNoWrongAnswerForARightOneThatItContains() {
    ProjectFacts.Aliases aliases = ProjectFacts.aliases();
    for (String relation : GRAPH.relations()) {
      List<String> objects = GRAPH.objects(relation);
      for (String right : objects) {
        List<String> golds = aliases.of(right);
        for (String other : objects) {
          if (!other.equals(right)) {
            assertThat(aliases.of(other))
                .as(relation + ": " + right)
                .noneMatch(answer -> Answers.contained(answer, golds));
          }
        }
      }
    }
  }
}
