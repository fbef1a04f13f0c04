// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Runs a step at most once at a time in this process: whoever repeats it while it is under way (an
 * activity that Temporal gave up on and tries again) waits for the same result.
 */
public final class SingleFlight<K, R> {

  private final ConcurrentMap<K, CompletableFuture<R>> flights = new ConcurrentHashMap<>();

  public R run(K key, Supplier<R> step) {
    CompletableFuture<R> mine = new CompletableFuture<>();
    CompletableFuture<R> other = flights.putIfAbsent(key, mine);
    if (other != null) {
      try {
        return other.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    try {
      R result = step.get();
      mine.complete(result);
      return result;
    } catch (Throwable e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(key);
    }
  }
}
