// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A figure of ours beside a peer's, medians of turns taken one after the other.
 *
 * @param n turns of each side
 * @param peer null where none could be had
 * @param ratio above 1: ours is better; of the medians or of the turns ({@link #inTurns}); null
 *     without a peer
 * @param wanted least ratio; null where none is set
 */
public record Compared(
    String what,
    String unit,
    int n,
    double ours,
    @Nullable String peer,
    @Nullable Double theirs,
    @Nullable Double ratio,
    @Nullable Double wanted) {

  /**
   * The medians, and how they stand to each other.
   *
   * @param peer null where none could be had; then {@code theirs} does not count
   */
  public static Compared of(
      String what,
      String unit,
      boolean moreIsBetter,
      List<Double> ours,
      @Nullable String peer,
      List<Double> theirs,
      @Nullable Double wanted) {
    double we = median(ours);
    if (peer == null) {
      return new Compared(what, unit, ours.size(), we, null, null, null, wanted);
    }
    double they = median(theirs);
    double ratio = moreIsBetter ? we / they : they / we;
    return new Compared(what, unit, ours.size(), we, peer, they, ratio, wanted);
  }

  /**
   * The same where each figure has one of the peer's that was taken right beside it: the ratio is
   * the median of the pairs', since the speed of a shared machine drifts from pair to pair.
   */
  public static Compared inTurns(
      String what,
      String unit,
      boolean moreIsBetter,
      List<Double> ours,
      @Nullable String peer,
      List<Double> theirs,
      @Nullable Double wanted) {
    Compared medians = of(what, unit, moreIsBetter, ours, peer, theirs, wanted);
    if (peer == null) {
      return medians;
    }
    if (ours.size() != theirs.size()) {
      throw new IllegalArgumentException("as many figures of ours as of " + peer);
    }
    double ratio =
        median(
            IntStream.range(0, ours.size())
                .mapToObj(i -> ours.get(i) / theirs.get(i))
                .map(r -> moreIsBetter ? r : 1 / r)
                .toList());
    return new Compared(
        what, unit, medians.n(), medians.ours(), peer, medians.theirs(), ratio, wanted);
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double upper = sorted.get(middle);
    return sorted.size() % 2 == 1 ? upper : (sorted.get(middle - 1) + upper) / 2;
  }

  /** The rows for people. */
  public static String table(List<Compared> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("what", "unit", "n", "ours", "peer", "theirs", "ratio", "wanted"));
    for (Compared row : rows) {
      cells.add(
          List.of(
              row.what,
              row.unit,
              "" + row.n,
              Tables.figure(row.ours),
              row.peer == null ? "-" : row.peer,
              Tables.figure(row.theirs),
              Tables.figure(row.ratio),
              Tables.figure(row.wanted)));
    }
    return Tables.of(cells);
  }
}
