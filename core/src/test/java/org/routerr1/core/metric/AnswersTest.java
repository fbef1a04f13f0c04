// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The  Eiffel Tower! | eiffel tower",
        "an apple a day     | apple day",
        "U.S.A.             | usa",
        "don't              | dont",
        "a.b                | ab",
        "Theater            | theater",
        "bananas            | bananas",
        "Über-Ich           | überich",
        "“quoted”           | “quoted”",
        "x\u00a0y           | x y",
        "à la carte         | à la carte",
        "THE                | ''",
        "3,000 $            | 3000",
      })
  void isNormalised(String text, String normal) {
    assertThat(Answers.normalise(text)).isEqualTo(normal);
  }

  @Test
  void exactMatchIsEqualityWithAnyRightAnswer() {
    assertThat(Answers.exactMatch("the Paris.", List.of("Lyon", "paris"))).isTrue();
    assertThat(Answers.exactMatch("Paris, France", List.of("Paris"))).isFalse();
    assertThat(Answers.exactMatch("", List.of("Paris"))).isFalse();
    assertThat(Answers.exactMatch("Paris", List.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Paris, Paris, 1",
    "Paris France, Paris, 0.6666666666666666",
    "x y z, Paris, 0",
    "b b c, b c c, 0.6666666666666666",
    "yes it is, yes, 0",
    "yes, yes it is, 0",
    "Yes., yes, 1",
    "no, yes, 0",
    "noanswer, none, 0",
    "'', '', 0",
    "the, the, 0"
  })
  void f1CountsSharedTokens(String answer, String gold, double f1) {
    assertThat(Answers.f1(answer, List.of(gold))).isCloseTo(f1, within(1e-15));
  }

  @Test
  void f1IsThatOfTheBestRightAnswer() {
    assertThat(Answers.f1("Ada Lovelace", List.of("Byron", "Lovelace", "Ada Lovelace")))
        .isEqualTo(1);
    assertThat(Answers.f1("Ada", List.of())).isZero();
  }

  @Test
  void containedMeansWholeTokensInARow() {
    assertThat(Answers.contained("It is the Eiffel Tower, of course.", List.of("Eiffel tower")))
        .isTrue();
    assertThat(Answers.contained("I know", List.of("no"))).isFalse();
    assertThat(Answers.contained("tower of Eiffel", List.of("Eiffel tower"))).isFalse();
    assertThat(Answers.contained("anything", List.of("the"))).isFalse();
  }
}
