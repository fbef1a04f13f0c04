// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.model.Relay;
import org.routerr1.policy.model.Stretch;

/**
 * Divides a step's portions among threads, each of which runs its share by itself. A thread waits
 * for another within a step only where it reads the piece of a prompt after the other's ({@link
 * Relay}), and since nothing depends on what runs beside it, the division changes no result.
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
  Lanes(LlamaModel model, LongSupplier nanoTime) {
    this.model = model;
    int few = model.shape().vocabulary() / 8;
    choosers.add(new Chooser(few, nanoTime));
    for (int i = 1; i < model.lanes(); i++) {
      choosers.add(new Chooser(few, nanoTime));
      ExecutorService helper =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().name("policy-lane-" + i).daemon().factory());
      helper.execute(model::attachLane);
      helpers.add(helper);
    }
  }

  /** Runs a step; returns when all of it is done. */
  List<Outcome> run(KvPool pool, List<Portion> step) {
    List<List<Portion>> shares = shares(step, choosers.size());
    List<Relay> relays = Relay.of(handed(shares));
    List<Callable<List<Outcome>>> works = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      int lane = i;
      // Before anything runs: a sequence grows meanwhile.
      List<Stretch> stretches = shares.get(i).stream().map(Portion::stretch).toList();
      works.add(() ->
          new Share(model, lane, pool, shares.get(lane), stretches, choosers.get(lane))
              .run(relays.get(lane)));
    }
    List<Future<List<Outcome>>> others = new ArrayList<>();
    for (int lane = 1; lane < works.size(); lane++) {
      others.add(helpers.get(lane - 1).submit(works.get(lane)));
    }
    FutureTask<List<Outcome>> own = new FutureTask<>(works.getFirst());
    own.run();
    List<Outcome> outcomes = new ArrayList<>(join(own));
    others.forEach(other -> outcomes.addAll(join(other)));
    return outcomes;
  }

  /** Between which shares a prompt is handed on. */
  private static List<Boolean> handed(List<List<Portion>> shares) {
    return IntStream.range(1, shares.size())
        .mapToObj(i -> shares.get(i).getFirst().follows(shares.get(i - 1).getLast()))
        .toList();
  }

  /** Time that the grammar has cost on all lanes since this was last asked. */
  long takeGrammarNanos() {
    return choosers.stream().mapToLong(Chooser::takeGrammarNanos).sum();
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

  /**
   * Contiguous shares of about the same cost, so that those of one version stay together. A thread
   * reads one piece of a prompt: what does not come out so is left for another step.
   */
  static List<List<Portion>> shares(List<Portion> step, int most) {
    int total = step.stream().mapToInt(Lanes::cost).sum();
    int count = Math.clamp(total / LEAST, 1, most);
    List<List<Portion>> shares = new ArrayList<>();
    List<Portion> share = new ArrayList<>();
    int cost = 0;
    for (Portion one : step) {
      int before = cost;
      cost += cost(one);
      // Where the border falls within a sequence, it goes to the side with more of it.
      int border = total * (shares.size() + 1) / count;
      if (!share.isEmpty() && shares.size() < count - 1 && (before + cost) / 2 >= border) {
        shares.add(share);
        share = new ArrayList<>();
      }
      if (one.piece() == 0
          || share.isEmpty() && !shares.isEmpty() && one.follows(shares.getLast().getLast())) {
        share.add(one);
      }
    }
    if (!share.isEmpty()) {
      shares.add(share);
    }
    return shares;
  }

  private static int cost(Portion one) {
    return SEQUENCE + one.rows();
  }

  @Override
  public void close() {
    helpers.forEach(ExecutorService::close);
    choosers.forEach(Chooser::close);
  }
}
