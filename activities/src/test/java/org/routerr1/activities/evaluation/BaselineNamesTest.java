// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineNamesTest {

  private static final List<String> CATALOGUE = List.of("qwen", "gemma");

  @Test
  void aConstantNamesACandidateThatIsThere() {
    BaselineNames.checkOnQuestions("constant:gemma", CATALOGUE);
    BaselineNames.checkInMadeWorld("constant:weak");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaselineNames.checkOnQuestions("constant:nope", CATALOGUE))
        .withMessage("no candidate is called nope: constant:ID names one of qwen, gemma");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaselineNames.checkInMadeWorld("constant:gemma"))
        .withMessageContaining("weak, middling, strong");
  }

  @Test
  void whatOnlyMadeWorldsHaveIsNotPromisedOnQuestions() {
    BaselineNames.checkInMadeWorld("cascade");
    BaselineNames.checkOnQuestions("knn", CATALOGUE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaselineNames.checkOnQuestions("cascade", CATALOGUE))
        .withMessageContaining("the baseline cascade is one of made worlds");
  }

  @Test
  void anUnknownNameListsTheKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaselineNames.checkInMadeWorld("foo"))
        .withMessageContaining("best_constant_per_trade_off");
  }
}
