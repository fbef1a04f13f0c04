// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The versions that are asked for: the base, and the last adapters. Thread-safe. */
final class Served {

  private static final int MOST_ADAPTERS = 6;

  private final String base;
  private final List<String> adapters = new ArrayList<>();

  Served(String base) {
    this.base = base;
  }

  String base() {
    return base;
  }

  synchronized void add(String adapter) {
    adapters.remove(adapter);
    adapters.add(adapter);
    if (adapters.size() > MOST_ADAPTERS) {
      adapters.removeFirst();
    }
  }

  synchronized String adapter(SplittableRandom random) {
    return adapters.get(random.nextInt(adapters.size()));
  }

  synchronized int adapters() {
    return adapters.size();
  }
}
