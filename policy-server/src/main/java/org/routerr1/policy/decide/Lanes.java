// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.LlamaModel;

/**
 * Divides a step's sequences among threads, each of which runs its share by itself: no thread waits
 * for another within a step, and since nothing depends on what runs beside it, the division changes
 * no result.
 */
final class Lanes implements AutoCloseable {

  /** What a sequence costs beside its rows, in rows: attention is computed sequence by sequence. */
  private static final int SEQUENCE = 2;

  /** A share smaller than this reads all weights for too little. */
  private static final int LEAST = 12;

  private final List<ExecutorService> helpers = new ArrayList<>();
  private final List<Chooser> choosers = new ArrayList<>();

  private final LlamaModel model;

  /** The calling thread is the first lane. */
  Lanes(LlamaModel model) {
    this.model = model;
    int few = model.shape().vocabulary() / 8;
    choosers.add(new Chooser(few));
    for (int i = 1; i < model.lanes(); i++) {
      choosers.add(new Chooser(few));
      ExecutorService helper =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().name("policy-lane-" + i).daemon().factory());
      helper.execute(model::attachLane);
      helpers.add(helper);
    }
  }

  /** Runs a step; returns when all of it is done. */
  List<Outcome> run(KvPool pool, List<Active> step) {
    List<List<Active>> shares = shares(step, choosers.size());
    List<Future<List<Outcome>>> others = new ArrayList<>();
    for (int lane = 1; lane < shares.size(); lane++) {
      int other = lane;
      others.add(
          helpers
              .get(lane - 1)
              .submit(
                  () -> Outcome.of(model, other, pool, shares.get(other), choosers.get(other))));
    }
    List<Outcome> outcomes =
        new ArrayList<>(Outcome.of(model, 0, pool, shares.getFirst(), choosers.getFirst()));
    others.forEach(other -> outcomes.addAll(join(other)));
    return outcomes;
  }

  private static List<Outcome> join(Future<List<Outcome>> share) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return share.get();
        } catch (InterruptedException e) {
          // Whoever asked this thread to end waits for the step.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Contiguous shares of about the same cost, so that those of one version stay together. */
  static List<List<Active>> shares(List<Active> step, int most) {
    int total = step.stream().mapToInt(Lanes::cost).sum();
    int count = Math.clamp(total / LEAST, 1, most);
    List<List<Active>> shares = new ArrayList<>();
    List<Active> share = new ArrayList<>();
    int cost = 0;
    for (Active one : step) {
      int before = cost;
      cost += cost(one);
      // Where the border falls within a sequence, it goes to the side with more of it.
      int border = total * (shares.size() + 1) / count;
      if (!share.isEmpty() && shares.size() < count - 1 && (before + cost) / 2 >= border) {
        shares.add(share);
        share = new ArrayList<>();
      }
      share.add(one);
    }
    shares.add(share);
    return shares;
  }

  private static int cost(Active one) {
    return SEQUENCE + one.rows();
  }

  @Override
  public void close() {
    helpers.forEach(ExecutorService::close);
    choosers.forEach(Chooser::close);
  }
}
