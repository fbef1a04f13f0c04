// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairLearnerTest {

  @Test
  void theCommonestPairIsMergedFirst() {
    assertThat(PairLearner.merges("the then", 3)).containsExactly("h e", "t he", "the n");
  }

  @Test
  void nothingIsMergedAcrossPiecesNorWithDigits() {
    assertThat(PairLearner.merges("a1 b<c", 9)).containsExactly("Ġ b");
  }

  @Test
  void theSameNeighboursInARowAreMergedInTurn() {
    assertThat(PairLearner.merges("aaaa", 9)).containsExactly("a a", "aa aa");
  }
}
