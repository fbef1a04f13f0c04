// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.routerr1.policy.decide.Decision.Token;

/** What is written of a decision while it is under way, for those who look on. Thread-safe. */
public final class Progress {

  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile List<Token> tokens = List.of();
  private volatile boolean ended;

  /**
   * The decision's first tokens, as they will stay. Where nobody has looked on for a while, not all
   * that there are; none when it is no longer under way.
   */
  public List<Token> tokens() {
    return tokens;
  }

  /**
   * Looks on from now.
   *
   * @param news is run on the engine's thread whenever more is written: it must not take long
   */
  public void watch(Runnable news) {
    watchers.add(news);
    if (ended) {
      watchers.clear();
    }
  }

  /** Looks on no longer. */
  public void leave(Runnable news) {
    watchers.remove(news);
  }

  void wrote(Supplier<List<Token>> all) {
    if (!watchers.isEmpty()) {
      tokens = all.get();
      watchers.forEach(Runnable::run);
    }
  }

  /** The decision has come to its end: nothing is held for anybody. */
  void end() {
    ended = true;
    watchers.clear();
    tokens = List.of();
  }
}
