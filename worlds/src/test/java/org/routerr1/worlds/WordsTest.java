// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "The Hague, hague",
    "BRASÍLIA, brasilia",
    "'Washington, D.C.', washington d c",
    "C++ programming language, c++ programming language",
    "A, a",
    "'  L’Oréal  S.A.', l oreal s",
    "???, ''",
    "東京, 東京",
  })
  void oneKeyForEverySpelling(String text, String key) {
    assertThat(Words.key(text)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "placeOfBirth, place of birth",
    "place_of_birth, place of birth",
    "Place-of  birth, place of birth",
    "P19, p19",
  })
  void relationsAreTheirWords(String name, String words) {
    assertThat(Words.ofRelation(name)).isEqualTo(words);
  }

  @Property
  void aKeyIsItsOwnKeyUnlessOnlyArticlesAreLeft(@ForAll String text) {
    String key = Words.key(text);
    assertThat(Words.key(key)).isEqualTo(key);
  }

  @Property
  void drawsDependOnSeedAndNamesAlone(@ForAll long seed, @ForAll String name) {
    double u = Draw.uniform(seed, name, 1);
    assertThat(u).isBetween(0.0, 1.0).isEqualTo(Draw.uniform(seed, name, 1));
    assertThat(Draw.seed(seed, name, 1)).isNotEqualTo(Draw.seed(seed, name, 2));
    assertThat(Draw.seed(seed, name)).isNotEqualTo(Draw.seed(seed + 1, name));
  }
}
