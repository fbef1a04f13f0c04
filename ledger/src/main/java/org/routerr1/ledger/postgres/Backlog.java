// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;

/**
 * What the writer still has to see to while the process lives.
 *
 * <p><em>Unflushed</em> steps were committed without waiting for the disk; a crash of the database
 * may have taken them until a later commit carries them there. <em>Owed</em> steps are closings
 * whose writing failed, though what they tell of was received and paid for: whoever repeats the
 * step must find them.
 */
final class Backlog {

  private static final int MOST_UNFLUSHED = 4096;
  private static final int MOST_OWED = 100_000;

  // Of the writer's thread alone:
  private final List<Step> unflushed = new ArrayList<>();
  private boolean mayBeLost;

  // Guarded by this:
  private final Map<StepKey, Step.Closing> owed = new LinkedHashMap<>();

  /** The closing that this process owes to the books, if any. */
  synchronized Step.@Nullable Closing owed(StepKey key) {
    return owed.get(key);
  }

  synchronized List<Step> owed() {
    return List.copyOf(owed.values());
  }

  /** Notes that the database was away. */
  void crashed() {
    mayBeLost = true;
  }

  /** Steps that must be written again because a crash may have taken them. */
  List<Step> lost() {
    return mayBeLost ? List.copyOf(unflushed) : List.of();
  }

  boolean hasUnflushed() {
    return !unflushed.isEmpty();
  }

  /** Whether one more batch must wait for the disk, so that the list stays short. */
  boolean isFull(int more) {
    return unflushed.size() + more > MOST_UNFLUSHED;
  }

  /** A commit of ours is on disk, and with it all before. */
  void flushed() {
    unflushed.clear();
    mayBeLost = false;
  }

  void committed(List<Step> steps, List<Entry> entries, boolean durable) {
    if (durable) {
      flushed();
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!durable && entries.get(i).ours()) {
        unflushed.add(steps.get(i));
      }
      forget(steps.get(i));
    }
  }

  /** The books hold the step's key, or never will. */
  void forget(Step step) {
    if (step instanceof Step.Closing) {
      synchronized (this) {
        owed.remove(step.key());
      }
    }
  }

  synchronized void failed(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Closing closing && owed.size() < MOST_OWED) {
        owed.putIfAbsent(closing.key(), closing);
      }
    }
  }
}
