// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The last decisions, to be asked for again. Thread-safe. */
final class Memory {

  private static final int MOST = 200;

  private final Deque<Remembered> last = new ArrayDeque<>();

  synchronized void add(Remembered remembered) {
    last.addLast(remembered);
    if (last.size() > MOST) {
      last.removeFirst();
    }
  }

  /** One of them. */
  synchronized Optional<Remembered> any(SplittableRandom random) {
    return last.isEmpty()
        ? Optional.empty()
        : last.stream().skip(random.nextInt(last.size())).findFirst();
  }

  /** The last so many. */
  synchronized List<Remembered> latest(int count) {
    List<Remembered> all = new ArrayList<>(last);
    return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
  }
}
