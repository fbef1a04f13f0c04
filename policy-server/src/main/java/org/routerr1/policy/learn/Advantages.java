// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.HashMap;
import java.util.Map;
import org.routerr1.policy.learn.Tree.Tried;

/** How much better than expected the samples of a tree were. */
final class Advantages {

  private static final double LEAST = 1e-6;

  private Advantages() {}

  /** What the advantages of a tree are divided by: their deviation over its samples. */
  static float deviation(Tree tree) {
    Map<Integer, Float> samples = new HashMap<>();
    tree.terms()
        .forEach(term -> {
          if (term instanceof Tried tried) {
            samples.put(tried.sample(), tried.advantage());
          }
        });
    double mean = samples.values().stream().mapToDouble(Float::doubleValue).average().orElse(0);
    double variance =
        samples.values().stream().mapToDouble(a -> (a - mean) * (a - mean)).average().orElse(0);
    return (float) (Math.sqrt(variance) + LEAST);
  }
}
