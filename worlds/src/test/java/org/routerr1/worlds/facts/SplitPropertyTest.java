// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SplitPropertyTest {

  private static final FactGraph MADE = FactGraph.of(MadeFacts.generate(9, 40, 20, Set.of()));
  private static final List<Chain> CHAINS = MADE.chains(2);

  @Property(tries = 20)
  void noFactIsNeededInTwoParts(@ForAll long seed) {
    Split split = Split.strict(seed, .2, .3);
    Set<Fact> train = facts(split, Part.TRAIN);
    Set<Fact> validation = facts(split, Part.VALIDATION);
    Set<Fact> test = facts(split, Part.TEST);
    assertThat(train).isNotEmpty();
    assertThat(Collections.disjoint(train, test)).isTrue();
    assertThat(Collections.disjoint(train, validation)).isTrue();
    assertThat(Collections.disjoint(validation, test)).isTrue();
  }

  @Property(tries = 20)
  void heldOutRelationsAreAskedOnlyInTheTest(@ForAll long seed) {
    Split split = Split.strict(seed, .2, .3).holdingOut(.2, MADE.relations());
    assertThat(split.heldOut()).hasSize(8);
    for (Part part : List.of(Part.TRAIN, Part.VALIDATION)) {
      for (Chain chain : split.of(part, CHAINS)) {
        assertThat(chain.path()).doesNotContainAnyElementsOf(split.heldOut());
      }
    }
    assertThat(split.of(Part.TEST, CHAINS))
        .anyMatch(c -> !Collections.disjoint(c.path(), split.heldOut()));
  }

  @Property(tries = 20)
  void anEntitysPartDoesNotDependOnItsSpelling(@ForAll long seed) {
    Split split = Split.strict(seed, .2, .3);
    assertThat(split.part("The Hague")).isEqualTo(split.part("the hague"));
  }

  private static Set<Fact> facts(Split split, Part part) {
    Set<Fact> facts = new HashSet<>();
    split.of(part, CHAINS).forEach(c -> facts.addAll(c.facts()));
    return facts;
  }
}
