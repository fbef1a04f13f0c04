// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.routerr1.policy.model.Hidden;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.KvRange;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.model.Stretch;

/**
 * Tries whether, on this machine and with this number of threads, a stretch gives the same bits
 * whatever is run beside it, and a prompt in however many stretches it is read. The kernels are
 * chosen so that it does; libraries choose by processor, so it is looked at rather than promised.
 */
final class Independence {

  private static final int POSITIONS = 512;
  private static final int PROMPT = 23;
  private static final int[] OTHERS = {1, 2, 7, 16, 33};

  private Independence() {}

  static boolean holds(LlamaModel model) {
    KvPool pool = model.newPool(POSITIONS);
    try {
      float[] alone = run(model, pool, 0, PROMPT);
      return Arrays.equals(run(model, pool, 0, PROMPT - 1), alone)
          && Arrays.stream(OTHERS).allMatch(n -> Arrays.equals(run(model, pool, n, 9), alone));
    } finally {
      pool.close();
    }
  }

  /**
   * The logits after two tokens that follow a prompt, with as many other rows beside them; the
   * prompt in two stretches if {@code first} is not all of it.
   */
  private static float[] run(LlamaModel model, KvPool pool, int others, int first) {
    List<KvRange> taken = new ArrayList<>();
    List<Stretch> step = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      KvRange range = pool.take(4).orElseThrow();
      taken.add(range);
      step.add(stretch(model, range, 1 + i % 3, 0));
    }
    KvRange own = pool.take(PROMPT + 2).orElseThrow();
    taken.add(own);
    model.run(pool, List.of(stretch(model, own, first, 0))).close();
    if (first < PROMPT) {
      model.run(pool, List.of(stretch(model, own, PROMPT - first, 0))).close();
    }
    step.add(others / 2, stretch(model, own, 2, 2));
    try (Hidden hidden = model.run(pool, step)) {
      return hidden.logits();
    } finally {
      taken.forEach(pool::release);
    }
  }

  private static Stretch stretch(LlamaModel model, KvRange range, int length, int wanted) {
    int[] tokens = new int[length];
    for (int i = 0; i < length; i++) {
      tokens[i] = (range.length() + i) * 31 % model.shape().vocabulary();
    }
    return new Stretch(range, tokens, wanted, Optional.empty());
  }
}
