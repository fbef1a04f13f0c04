// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jobs that wait, queries and training apart, each bounded. Thread-safe. */
final class Waiting {

  private final int most;
  private final Deque<Job> queries = new ArrayDeque<>();
  private final Deque<Job> training = new ArrayDeque<>();

  Waiting(int most) {
    this.most = most;
  }

  /** Adds a job; false if too many of its kind wait. */
  synchronized boolean offer(Job job) {
    Deque<Job> queue = queue(job.training());
    return queue.size() < most && queue.add(job);
  }

  /** Takes the first job of a kind if it is as wanted. */
  synchronized @Nullable Job poll(boolean ofTraining, Predicate<Job> wanted) {
    Job first = queue(ofTraining).peek();
    return first != null && wanted.test(first) ? queue(ofTraining).poll() : null;
  }

  synchronized int size(boolean ofTraining) {
    return queue(ofTraining).size();
  }

  /** Takes what nobody waits for any more. */
  synchronized List<Job> dropAbandoned() {
    List<Job> dropped = new ArrayList<>();
    Predicate<Job> gone = job -> job.owner().isAbandoned() && dropped.add(job);
    queries.removeIf(gone);
    training.removeIf(gone);
    return dropped;
  }

  /** Takes all. */
  synchronized List<Job> drain() {
    List<Job> all = new ArrayList<>(queries);
    all.addAll(training);
    queries.clear();
    training.clear();
    return all;
  }

  private Deque<Job> queue(boolean ofTraining) {
    return ofTraining ? training : queries;
  }
}
