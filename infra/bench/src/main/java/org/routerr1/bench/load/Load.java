// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs so many queries, so many of them at once, and takes the time of each. */
public final class Load {

  private Load() {}

  /** One query, from the start to its answer; throws if it ends without one. */
  public interface Query {
    void run(int number) throws Exception;
  }

  /**
   * Keeps {@code atOnce} queries under way until {@code n} are done.
   *
   * @throws IllegalStateException if one of them failed
   */
  public static Measured run(int n, int atOnce, Query query) throws InterruptedException {
    long[] micros = new long[n];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < Math.min(n, atOnce); i++) {
        running.add(
            callers.submit(() -> {
              for (int k = next.getAndIncrement(); k < n; k = next.getAndIncrement()) {
                long began = System.nanoTime();
                query.run(k);
                micros[k] = (System.nanoTime() - began) / 1_000;
              }
              return null;
            }));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a query failed: " + e.getCause(), e.getCause());
    }
    return new Measured(
        (System.nanoTime() - start) / 1_000, Arrays.stream(micros).boxed().toList());
  }
}
