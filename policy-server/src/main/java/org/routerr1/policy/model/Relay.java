// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets lanes run stretches that follow one another in a sequence at the same time: a layer of a
 * stretch begins when the stretch before has left its keys and values of that layer. What is
 * computed is the same as one after the other.
 */
public final class Relay {

  /** Nobody is waited for. */
  public static final Relay ALONE = new Relay(null, null);

  /** More than a model has layers. */
  private static final int ALL = 1 << 20;

  private static final class Baton {
    private final Semaphore layers = new Semaphore(0);
    private volatile boolean dropped;
  }

  private final @Nullable Baton before;
  private final @Nullable Baton after;

  private Relay(@Nullable Baton before, @Nullable Baton after) {
    this.before = before;
    this.after = after;
  }

  /**
   * For lanes side by side.
   *
   * @param follows of each lane but the first, whether its first stretch follows the last one of
   *     the lane before
   */
  public static List<Relay> of(List<Boolean> follows) {
    List<Relay> relays = new ArrayList<>();
    Baton before = null;
    for (boolean handed : follows) {
      Baton after = handed ? new Baton() : null;
      relays.add(new Relay(before, after));
      before = after;
    }
    relays.add(new Relay(before, null));
    return relays;
  }

  boolean isAlone() {
    return before == null && after == null;
  }

  /** Whether the first stretch may lie beyond what its sequence holds. */
  boolean follows() {
    return before != null;
  }

  /** Waits until the next layer may begin. */
  void await() {
    if (before != null) {
      before.layers.acquireUninterruptibly();
      if (before.dropped) {
        throw new IllegalStateException("what comes before in its sequence was not computed");
      }
    }
  }

  /** A layer is done. */
  void passed() {
    if (after != null) {
      after.layers.release();
    }
  }

  /** The stretches will not go on: nobody may wait for them. */
  void drop() {
    if (after != null) {
      after.dropped = true;
      after.layers.release(ALL);
    }
  }
}
