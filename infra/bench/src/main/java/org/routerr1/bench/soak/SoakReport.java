// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.overhead.Conditions;
import org.routerr1.bench.report.Tables;

/**
 * The document.
 *
 * @param swaps of the channel's version
 * @param updates of an adapter, and versions that came of them
 * @param askedAgain decisions that were asked for a second time, also after the kill
 * @param kill null where none was wanted
 * @param deaths of the server that nobody wanted
 * @param passed nothing came out otherwise, nothing failed without a type, nothing died, no memory
 *     grew
 */
record SoakReport(
    String bench,
    Map<String, Object> conditions,
    List<Tally.Row> rows,
    int swaps,
    int updates,
    int published,
    long askedAgain,
    long different,
    @Nullable Kill kill,
    int deaths,
    Resident memory,
    List<String> defects,
    boolean passed) {

  /**
   * A SIGKILL in the middle.
   *
   * @param atSeconds of the soak
   * @param recoveredMs until the server was ready again
   * @param askedAgain decisions of its former life; all must come out the same
   */
  record Kill(double atSeconds, long recoveredMs, int askedAgain) {}

  String text() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("what", "n", "p50 ms", "p99 ms", "tried again after"));
    rows.forEach(r ->
        table.add(
            List.of(
                r.what(),
                "" + r.n(),
                Tables.figure(r.p50Ms()),
                Tables.figure(r.p99Ms()),
                r.refusals().isEmpty() ? "-" : r.refusals().toString())));
    return Stream.concat(Conditions.lines(conditions).stream(), Stream.of("", Tables.of(table)))
            .reduce("", (a, b) -> a + b + "\n")
        + "swaps %d, updates %d, versions %d, asked again %d, otherwise %d, deaths %d\nkill: %s\nmemory: %.1f MiB/h after %.0f s (grown %.1f MiB), flat: %s\npassed: %s%s"
            .formatted(
                swaps,
                updates,
                published,
                askedAgain,
                different,
                deaths,
                kill,
                memory.slopeMibPerHour(),
                memory.warmUpSeconds(),
                memory.grownMib(),
                memory.flat(),
                passed,
                defects.isEmpty() ? "" : "\n" + String.join("\n", defects));
  }
}
