// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import java.util.Map;
import java.util.Set;
import org.routerr1.infra.doubles.PoolCounts;

/**
 * What was true when the worker was dead: the pool's counts, and which of its keys the journal
 * held.
 */
record Moment(PoolCounts counts, Set<String> journalled) {

  int delivered() {
    return (int) counts.keys().values().stream().filter(c -> c.delivered() > 0).count();
  }

  /** Keys of the journal that were asked for again since; there must be none. */
  int journalledBoughtAgain(PoolCounts later) {
    return (int)
        journalled.stream().filter(k -> later.key(k).asked() > counts.key(k).asked()).count();
  }

  /** Keys that the candidates had answered, that the journal missed, and that were bought since. */
  int deliveredBoughtAgain(PoolCounts later) {
    return (int)
        counts.keys().entrySet().stream()
            .filter(e -> e.getValue().delivered() > 0)
            .map(Map.Entry::getKey)
            .filter(k -> !journalled.contains(k))
            .filter(k -> later.key(k).bought() > counts.key(k).bought())
            .count();
  }

  /** Whether anything was asked for this workflow since. */
  boolean movedOn(String workflowId, PoolCounts later) {
    return later.keys().entrySet().stream()
        .anyMatch(e ->
            e.getKey().startsWith(workflowId + "/")
                && e.getValue().asked() > counts.key(e.getKey()).asked());
  }
}
