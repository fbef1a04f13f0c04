// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.List;
import java.util.random.RandomGenerator;

/** How a pool is drawn for one question; names and order come afterwards. */
@FunctionalInterface
public interface PoolRule {

  /**
   * Candidates with keys that differ.
   *
   * @param needed topics of the question, each once
   * @param topics all topics of the world
   */
  List<Specialist> draw(RandomGenerator random, List<String> needed, List<String> topics);
}
