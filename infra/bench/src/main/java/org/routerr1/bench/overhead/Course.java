// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.routerr1.bench.load.Measured;
import org.routerr1.bench.overhead.Row.Figure;

/**
 * The loads that are measured, in their order: two sides in turns, so that both have the same day.
 */
final class Course {

  /** A load: so many queries, so many at once, by one candidate; what is taken from it. */
  private record Load(String what, int n, int atOnce, String candidate, Figure figure) {}

  private static final int WARM_UP = 2000;

  private final int pairs;
  private final double share;
  private final Consumer<String> progress;

  Course(int pairs, double share, Consumer<String> progress) {
    this.pairs = pairs;
    this.share = share;
    this.progress = progress;
  }

  private List<Load> loads() {
    return List.of(
        new Load("one_at_a_time", scaled(60), 1, OverheadCommand.QUICK, Figure.P50_MILLIS),
        new Load("sixty_four_at_once", scaled(384), 64, OverheadCommand.QUICK, Figure.PER_SECOND),
        new Load("burst_200", scaled(200), 200, OverheadCommand.SLOW, Figure.WALL_SECONDS));
  }

  /** The three figures that count. */
  List<Row> against(Side ours, String peer, Side theirs) throws InterruptedException {
    warm(ours);
    warm(theirs);
    List<Row> rows = new ArrayList<>();
    for (Load load : loads()) {
      List<Measured> we = new ArrayList<>();
      List<Measured> they = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        we.add(run(ours, load));
        they.add(run(theirs, load));
      }
      rows.add(told(Row.against(load.what(), load.figure(), we, peer, they)));
    }
    return rows;
  }

  /** The same loads of one side, under names with a suffix. */
  List<Row> alone(Side side, String suffix) throws InterruptedException {
    warm(side);
    List<Row> rows = new ArrayList<>();
    for (Load load : loads()) {
      rows.add(alone(side, load, load.what() + suffix));
    }
    return rows;
  }

  /** What remains of the overhead where candidates take their time. */
  List<Row> waiting(Side side) throws InterruptedException {
    return List.of(
        alone(
            side,
            new Load("one_at_a_time", scaled(10), 1, OverheadCommand.SLOW, Figure.P50_MILLIS),
            "one_at_a_time_200ms"),
        alone(
            side,
            new Load(
                "sixty_four_at_once", scaled(384), 64, OverheadCommand.SLOW, Figure.PER_SECOND),
            "sixty_four_at_once_200ms"));
  }

  private Row alone(Side side, Load load, String what) throws InterruptedException {
    List<Measured> loads = new ArrayList<>();
    for (int i = 0; i < Math.min(pairs, 3); i++) {
      loads.add(run(side, load));
    }
    return told(Row.alone(what, load.figure(), loads));
  }

  private Row told(Row row) {
    progress.accept(row.toString());
    return row;
  }

  /** Until the compilers have done most of their work. */
  private void warm(Side side) throws InterruptedException {
    side.run(scaled(WARM_UP), 64, OverheadCommand.QUICK);
    side.run(scaled(WARM_UP / 20), 1, OverheadCommand.QUICK);
  }

  private static Measured run(Side side, Load load) throws InterruptedException {
    return side.run(load.n(), load.atOnce(), load.candidate());
  }

  private int scaled(int n) {
    return Math.max(1, (int) Math.round(n * share));
  }
}
