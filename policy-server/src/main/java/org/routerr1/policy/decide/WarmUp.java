// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import java.util.Optional;
import org.routerr1.policy.model.Hidden;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.KvRange;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.model.Stretch;

/**
 * Runs the model a little while nobody asks anything, so that whoever asks first meets compiled
 * code: the first seconds of a server are interpreted, at half its pace and less. In short steps,
 * since a request waits for the one under way.
 */
final class WarmUp {

  private static final int STEPS = 16;
  private static final int ROWS = 32;

  private final LlamaModel model;
  private final KvPool pool;
  private int steps;

  WarmUp(LlamaModel model, KvPool pool) {
    this.model = model;
    this.pool = pool;
  }

  /** Whether there is more to do. */
  boolean isDue() {
    return steps < STEPS;
  }

  /** A stretch of a prompt and a word after it, of no sequence that anybody asked for. */
  void step() {
    steps++;
    Optional<KvRange> room = pool.take(ROWS + 1);
    if (room.isEmpty()) {
      return;
    }
    KvRange range = room.get();
    try {
      run(range, ROWS, 0).close();
      try (Hidden last = run(range, 1, 1)) {
        last.logits();
      }
    } finally {
      pool.release(range);
    }
  }

  private Hidden run(KvRange range, int rows, int wanted) {
    int[] tokens = new int[rows];
    for (int i = 0; i < rows; i++) {
      tokens[i] = (steps * 131 + i * 31) % model.shape().vocabulary();
    }
    return model.run(pool, List.of(new Stretch(range, tokens, wanted, Optional.empty())));
  }
}
