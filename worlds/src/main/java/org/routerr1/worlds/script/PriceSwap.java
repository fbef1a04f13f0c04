// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;

/**
 * A probe for whether a policy reads prices: two candidates of an episode have exchanged theirs,
 * and the expected-utility script's first call therefore goes to another candidate.
 *
 * @param episode with the prices exchanged
 * @param before place of the script's first candidate in the episode as it was
 * @param after its place now; the order of the pool is the same
 */
public record PriceSwap(Episode episode, int before, int after) {

  /**
   * A swap of two prices, drawn among those that move the script's first call; empty where none
   * does, or where the script does not call before or after.
   */
  public static Optional<PriceSwap> draw(
      Episode episode, Planner planner, int maxCalls, double weight) {
    Optional<Integer> before = first(episode, planner, maxCalls, weight);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    for (int[] pair : pairs(episode)) {
      Pool swapped = episode.pool().withSwappedPrices(pair[0], pair[1]);
      Episode changed = episode.with(swapped);
      Optional<Integer> after = first(changed, planner, maxCalls, weight);
      if (after.isPresent() && !after.equals(before)) {
        return Optional.of(new PriceSwap(changed, before.get(), after.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> first(
      Episode episode, Planner planner, int maxCalls, double weight) {
    Progress start = Progress.start(episode.question(), maxCalls);
    Plan plan = planner.plan(start, episode.pool(), weight);
    return plan.asks() ? Optional.of(plan.best()) : Optional.empty();
  }

  private static List<int[]> pairs(Episode episode) {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < episode.pool().size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(new int[] {j, i});
      }
    }
    Collections.shuffle(pairs, Random.from(Draw.generator(episode.seed(), "swap")));
    return pairs;
  }
}
