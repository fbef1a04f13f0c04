// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.routerr1.ledger.StepKey;

/**
 * Which steps nobody else can have taken, as far as this process knows: what follows the step that
 * it took first itself. Such steps need not be looked for; and as long as the knowledge is fresh,
 * their writing need not be waited for. A process that was frozen finds its knowledge old, waits,
 * and hears what its successor wrote.
 */
final class OwnSteps {

  private static final int MOST = 10_000;

  /** Shorter than any time after which Temporal gives a query to another worker. */
  private static final long FRESH_NANOS = 1_000_000_000;

  /** By workflow, the round that nobody has decided. */
  private final Map<String, Undecided> undecided = new ConcurrentHashMap<>();

  /** By workflow, the round that this process has decided, and its calls that were begun. */
  private final Map<String, Round> decided = new ConcurrentHashMap<>();

  private record Undecided(int round, long sinceNanos) {}

  private record Round(int number, long sinceNanos, Set<Integer> begun) {}

  /** The books do not hold the decision. */
  void notFound(StepKey decision) {
    put(undecided, decision.workflowId(), new Undecided(decision.round(), System.nanoTime()));
  }

  boolean isUndecided(StepKey decision) {
    Undecided known = undecided.get(decision.workflowId());
    return known != null && known.round == decision.round();
  }

  boolean isSurelyUndecided(StepKey decision) {
    Undecided known = undecided.get(decision.workflowId());
    return known != null && known.round == decision.round() && isFresh(known.sinceNanos);
  }

  /** This process was the first to decide: nobody else is on the next round. */
  void decided(StepKey decision) {
    long now = System.nanoTime();
    put(
        decided,
        decision.workflowId(),
        new Round(decision.round(), now, ConcurrentHashMap.newKeySet()));
    put(undecided, decision.workflowId(), new Undecided(decision.round() + 1, now));
  }

  /** The round is over: whoever is on the next one has just been here. */
  void closed(StepKey call) {
    undecided.computeIfPresent(
        call.workflowId(), (id, known) -> new Undecided(known.round, System.nanoTime()));
  }

  /** True once for the first attempt of a call that this process has just decided to make. */
  boolean begins(StepKey call) {
    Round round = decided.get(call.workflowId());
    return call.attempt() == 1
        && round != null
        && round.number == call.round()
        && isFresh(round.sinceNanos)
        && round.begun.add(call.call());
  }

  private static boolean isFresh(long sinceNanos) {
    return System.nanoTime() - sinceNanos < FRESH_NANOS;
  }

  /** The workflow is answered. */
  void forget(String workflowId) {
    undecided.remove(workflowId);
    decided.remove(workflowId);
  }

  private static <V> void put(Map<String, V> map, String workflowId, V value) {
    if (map.size() >= MOST) {
      map.clear();
    }
    map.put(workflowId, value);
  }
}
