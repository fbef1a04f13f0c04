// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import org.junit.jupiter.api.Test;
import org.routerr1.policy.testing.Tiny;

class RandomWalkTest {

  @Test
  void whateverIsChosenIsLegal() {
    RandomWalk walk = new RandomWalk(Tiny.tokenizer(), Tiny.END_OF_TURN, 11);
    for (int i = 0; i < 200; i++) {
      walk.once();
    }
  }
}
