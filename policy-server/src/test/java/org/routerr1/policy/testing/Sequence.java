// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.util.List;
import java.util.Optional;
import org.routerr1.policy.model.Adapter;
import org.routerr1.policy.model.Hidden;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.KvRange;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.model.Stretch;

/** One sequence alone in a pool of its own. */
public final class Sequence implements AutoCloseable {

  private final LlamaModel model;
  private final KvPool pool;
  private final KvRange range;

  public Sequence(LlamaModel model, int capacity) {
    this.model = model;
    this.pool = model.newPool(capacity);
    this.range = pool.take(capacity).orElseThrow();
  }

  /** Runs the next tokens; returns the logits of the last {@code wanted}. */
  public float[] forward(int[] tokens, int wanted) {
    return forward(tokens, wanted, Optional.empty());
  }

  /** The same with an adapter. */
  public float[] forward(int[] tokens, int wanted, Optional<Adapter> adapter) {
    try (Hidden hidden = model.run(pool, List.of(new Stretch(range, tokens, wanted, adapter)))) {
      return hidden.logits();
    }
  }

  public KvRange range() {
    return range;
  }

  public KvPool pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
