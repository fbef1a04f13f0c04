// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.load.Measured;

/**
 * One figure of a bench.
 *
 * @param n queries behind it, on each side
 * @param peer {@code dbos} or {@code none}
 * @param theirs null without a peer
 * @param ratio above 1: ours is better; null without a peer
 */
record Row(
    String what,
    String unit,
    int n,
    double ours,
    String peer,
    @Nullable Double theirs,
    @Nullable Double ratio) {

  static final String NO_PEER = "none";

  /** What is taken from a load, and whether more of it is better. */
  enum Figure {
    P50_MILLIS("ms p50", false) {
      @Override
      double of(Measured m) {
        return m.p50Millis();
      }
    },
    PER_SECOND("queries/s", true) {
      @Override
      double of(Measured m) {
        return m.perSecond();
      }
    },
    WALL_SECONDS("s", false) {
      @Override
      double of(Measured m) {
        return m.wallSeconds();
      }
    };

    private final String unit;
    private final boolean moreIsBetter;

    Figure(String unit, boolean moreIsBetter) {
      this.unit = unit;
      this.moreIsBetter = moreIsBetter;
    }

    abstract double of(Measured m);
  }

  static Row alone(String what, Figure figure, List<Measured> ours) {
    return new Row(what, figure.unit, queries(ours), median(figure, ours), NO_PEER, null, null);
  }

  static Row against(
      String what, Figure figure, List<Measured> ours, String peer, List<Measured> theirs) {
    double we = median(figure, ours);
    double they = median(figure, theirs);
    return new Row(
        what,
        figure.unit,
        queries(ours),
        we,
        peer,
        they,
        figure.moreIsBetter ? we / they : they / we);
  }

  private static int queries(List<Measured> loads) {
    return loads.stream().mapToInt(m -> m.micros().size()).sum();
  }

  private static double median(Figure figure, List<Measured> loads) {
    double[] sorted = loads.stream().mapToDouble(figure::of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
