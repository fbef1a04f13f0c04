// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts while the pool runs; confined to the pool's event loop. */
final class Tally {

  private static final class Cell {
    long asked;
    long repeated;
    long bought;
    long delivered;

    PoolCounts.Count count() {
      return new PoolCounts.Count(asked, repeated, bought, delivered);
    }
  }

  private Cell total = new Cell();
  private final Map<String, Cell> models = new HashMap<>();
  private final Map<String, Cell> keys = new HashMap<>();
  private final Map<String, Long> faults = new TreeMap<>();
  private final NavigableMap<Long, CompletableFuture<Void>> alarms = new TreeMap<>();

  /** Completes when so many requests have arrived. */
  CompletableFuture<Void> whenAsked(long requests) {
    CompletableFuture<Void> alarm =
        alarms.computeIfAbsent(requests, n -> new CompletableFuture<>());
    ring();
    return alarm;
  }

  private void ring() {
    var due = alarms.headMap(total.asked, true);
    due.values().forEach(alarm -> alarm.complete(null));
    due.clear();
  }

  void asked(String model, @Nullable String key) {
    each(model, key, c -> c.asked++);
    ring();
  }

  void repeated(String model, @Nullable String key) {
    each(model, key, c -> c.repeated++);
  }

  void bought(String model, @Nullable String key) {
    each(model, key, c -> c.bought++);
  }

  void delivered(String model, @Nullable String key) {
    each(model, key, c -> c.delivered++);
  }

  void fault(FaultKind kind) {
    faults.merge(kind.wire(), 1L, Long::sum);
  }

  void reset() {
    total = new Cell();
    models.clear();
    keys.clear();
    faults.clear();
  }

  PoolCounts counts() {
    return new PoolCounts(total.count(), copy(models), copy(keys), Map.copyOf(faults));
  }

  private void each(String model, @Nullable String key, Consumer<Cell> change) {
    change.accept(total);
    change.accept(models.computeIfAbsent(model, m -> new Cell()));
    if (key != null) {
      change.accept(keys.computeIfAbsent(key, k -> new Cell()));
    }
  }

  private static Map<String, PoolCounts.Count> copy(Map<String, Cell> cells) {
    return cells.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().count()));
  }
}
