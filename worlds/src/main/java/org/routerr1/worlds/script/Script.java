// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;

/**
 * A policy that is written down, not learned. It gets the decomposition of the question for free
 * and sees descriptors, weight and replies, never the truth. Same state, same move.
 */
@FunctionalInterface
public interface Script {

  /**
   * The next move.
   *
   * @param progress with a hop open and a call left
   * @param weight what a unit of cost takes from the reward
   */
  Move next(Progress progress, Pool pool, double weight);
}
