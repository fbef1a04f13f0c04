// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import org.junit.jupiter.api.Test;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.testing.RealModel;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.Tokenizer;

class RandomWalkIT {

  @Test
  void whateverIsChosenFromTheRealVocabularyIsLegal() {
    try (GgufFile file = GgufFile.open(RealModel.path())) {
      Tokenizer tokenizer = Tokenizer.of(file.metadata());
      int end = ChatTemplate.of(file.metadata(), tokenizer).endOfTurn();
      RandomWalk walk = new RandomWalk(tokenizer, end, 12);
      for (int i = 0; i < Integer.getInteger("router.walks", 1000); i++) {
        walk.once();
      }
    }
  }
}
