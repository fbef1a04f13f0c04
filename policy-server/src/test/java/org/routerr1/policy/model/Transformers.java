// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.routerr1.policy.testing.Golden;
import org.routerr1.policy.testing.Sequence;

/** Compares a small model with all logits and the greedy tokens that transformers gave. */
final class Transformers {

  private Transformers() {}

  static void assertSame(LlamaModel model, JsonNode golden) {
    int[] ids = Golden.ints(golden.path("ids"));
    int[] greedy = Golden.ints(golden.path("greedy"));
    assertThat(greedy).isNotEmpty();
    int words = model.shape().vocabulary();
    try (Sequence sequence = new Sequence(model, ids.length + greedy.length)) {
      float[] logits = sequence.forward(ids, ids.length);
      assertThat(golden.path("logits").size()).isEqualTo(ids.length);
      for (int i = 0; i < logits.length; i++) {
        float theirs = golden.path("logits").path(i / words).path(i % words).floatValue();
        assertThat(logits[i]).isCloseTo(theirs, within(1e-3f));
      }
      float[] last = Arrays.copyOfRange(logits, logits.length - words, logits.length);
      for (int token : greedy) {
        assertThat(largest(last)).isEqualTo(token);
        last = sequence.forward(new int[] {token}, 1);
      }
    }
  }

  private static int largest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }
}
