// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the bench.
 *
 * @param n turns of each side behind the medians
 * @param peer null where none could be had
 * @param ratio above 1: ours is better; null without a peer
 * @param wanted least ratio; null where none is set
 */
record PolicyRow(
    String what,
    String unit,
    int n,
    double ours,
    @Nullable String peer,
    @Nullable Double theirs,
    @Nullable Double ratio,
    @Nullable Double wanted) {

  static PolicyRow of(RowSpec spec, List<Double> ours, @Nullable String peer, List<Double> theirs) {
    Task.Kind kind = spec.task().kind();
    double we = median(ours);
    if (peer == null) {
      return new PolicyRow(
          spec.what(), kind.unit(), ours.size(), we, null, null, null, spec.wanted());
    }
    double they = median(theirs);
    double ratio = kind.moreIsBetter() ? we / they : they / we;
    return new PolicyRow(
        spec.what(), kind.unit(), ours.size(), we, peer, they, ratio, spec.wanted());
  }

  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double upper = sorted.get(middle);
    return sorted.size() % 2 == 1 ? upper : (sorted.get(middle - 1) + upper) / 2;
  }
}
