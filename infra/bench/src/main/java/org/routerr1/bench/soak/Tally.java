// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what callers see. Thread-safe. */
final class Tally {

  private static final int MOST_DEFECTS = 20;

  private final Map<Kind, Calls> calls = new EnumMap<>(Kind.class);
  private final List<String> defects = new ArrayList<>();
  private long askedAgain;
  private long different;

  /** Of one kind. */
  private static final class Calls {
    private final List<Long> micros = new ArrayList<>();
    private final Map<String, Long> refusals = new TreeMap<>();
  }

  /**
   * What came of one kind of call.
   *
   * @param n that were answered, or ended as they should
   * @param refusals attempts by the status that they ended with; all were tried again
   */
  record Row(String what, long n, Map<String, Long> refusals, double p50Ms, double p99Ms) {}

  private Calls of(Kind kind) {
    return calls.computeIfAbsent(kind, k -> new Calls());
  }

  synchronized void answered(Kind kind, long micros) {
    of(kind).micros.add(micros);
  }

  synchronized void refused(Kind kind, Status.Code code) {
    of(kind).refusals.merge(code.name(), 1L, Long::sum);
  }

  /** A decision was asked for again; {@code what} says which. */
  synchronized void compared(String what, boolean same) {
    askedAgain++;
    if (!same) {
      different++;
      defect(what + " came out otherwise when it was asked for again");
    }
  }

  /** Something that must not be. */
  synchronized void defect(String sentence) {
    if (defects.size() < MOST_DEFECTS) {
      defects.add(sentence);
    }
  }

  synchronized List<String> defects() {
    return List.copyOf(defects);
  }

  synchronized long askedAgain() {
    return askedAgain;
  }

  synchronized long different() {
    return different;
  }

  synchronized List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    calls.forEach((kind, seen) -> {
      List<Long> sorted = seen.micros.stream().sorted().toList();
      rows.add(
          new Row(
              kind.label(),
              sorted.size(),
              Map.copyOf(seen.refusals),
              millis(sorted, .5),
              millis(sorted, .99)));
    });
    return rows;
  }

  private static double millis(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1))) / 1000.0;
  }
}
