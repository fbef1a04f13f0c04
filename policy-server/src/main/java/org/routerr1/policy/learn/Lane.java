// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.routerr1.policy.learn.Batch.Chunk;
import org.routerr1.policy.learn.Batch.Loss;
import org.routerr1.policy.learn.Batch.Point;
import org.routerr1.policy.learn.Trainer.Bounds;
import org.routerr1.policy.model.PyTorch;

/** A thread that runs passes over the trained numbers and gathers their gradients by itself. */
final class Lane implements AutoCloseable {

  private final Torch torch;
  private final List<PtNDArray> weights;
  private final int vocabulary;
  private final PtNDArray one;

  /** The same numbers as all lanes have, with gradients of its own. */
  private final PtNDArray own;

  private final ExecutorService thread;
  private boolean used;

  /**
   * @param alone whether each of its operations runs on its thread only
   */
  Lane(
      int number,
      boolean alone,
      Torch torch,
      List<PtNDArray> weights,
      PtNDArray trained,
      int vocabulary) {
    this.torch = torch;
    this.weights = weights;
    this.vocabulary = vocabulary;
    this.one = (PtNDArray) torch.manager().ones(new Shape());
    this.own = JniUtils.detachGradient(trained);
    own.attach(torch.manager());
    JniUtils.attachGradient(own, true);
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name(Learner.THREAD + "-" + number).factory());
    thread.execute(() -> {
      PyTorch.useOnThisThread();
      if (alone) {
        SingleThread.onThisThread();
      }
    });
  }

  /** Runs work on the lane's thread. */
  <T> Future<T> submit(Callable<T> work) {
    return thread.submit(work);
  }

  /** Drops the gradients gathered so far. */
  void forget() {
    if (used) {
      JniUtils.zeroGrad(own);
    }
  }

  /** Adds the gradients gathered so far to a sum. */
  void addTo(PtNDArray sum, PtNDManager step) {
    if (used) {
      PtNDArray gradient = JniUtils.getGradient(own);
      gradient.attach(step);
      torch.call(step, "gather", sum, gradient);
    }
  }

  /** What a pass found: the loss, and decision by decision. */
  record Heard(double loss, List<HeardPoint> points) {}

  /** As {@link Trainer.Sink} is told. */
  record HeardPoint(Chunk chunk, Point point, float entropy, int best, float[] logprobs) {}

  /** Runs trees forward, and backward if their gradients are wanted. */
  Heard pass(Batch batch, Bounds bounds, float bonus, boolean backward) {
    List<HeardPoint> points = new ArrayList<>();
    if (batch.rows().length == 0) {
      return new Heard(0, points);
    }
    used |= backward;
    JniUtils.setGradMode(backward);
    // Whatever a pass creates is freed with its manager, but not before the backward pass is over.
    try (PtNDManager step = (PtNDManager) torch.manager().newSubManager()) {
      NDManager here = Torch.here(step);
      List<PtNDArray> inputs = new ArrayList<>();
      int[] blocks = batch.blocks().blocks();
      int[] ranges = batch.blocks().ranges();
      inputs.add(Torch.longs(step, batch.tokens()));
      inputs.add(Torch.longs(step, batch.depth()));
      inputs.add(Torch.longs(step, batch.last()));
      inputs.add(Torch.longs(here, blocks, new Shape(blocks.length / 4, 4)));
      inputs.add(Torch.longs(here, ranges, new Shape(ranges.length / 2, 2)));
      inputs.add(Torch.longs(step, batch.rows()));
      inputs.add(own);
      PtNDArray states = torch.call(step, "trunk", inputs, weights).getFirst();
      // The losses reach back to these only; what they gather here goes through the trunk at once.
      PtNDArray leaf = JniUtils.detachGradient(states);
      leaf.attach(step);
      JniUtils.attachGradient(leaf, backward);
      double loss = 0;
      PtNDArray settings =
          Torch.floats(here, new float[] {bounds.least(), bounds.most(), bounds.cap()}, 3);
      for (Chunk chunk : batch.chunks()) {
        loss += score(step, leaf, chunk, settings, bonus, backward, points);
      }
      if (backward) {
        PtNDArray gradient = JniUtils.getGradient(leaf);
        gradient.attach(step);
        JniUtils.backward(states, gradient, false, false);
      }
      return new Heard(loss, points);
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  private double score(
      PtNDManager step,
      PtNDArray leaf,
      Chunk chunk,
      PtNDArray settings,
      float bonus,
      boolean backward,
      List<HeardPoint> heard) {
    int width = chunk.width(vocabulary);
    List<Point> points = chunk.points();
    int[] rows = points.stream().mapToInt(Point::row).toArray();
    int[] kinds = points.stream().mapToInt(Point::kind).toArray();
    int count = points.stream().mapToInt(p -> p.terms().size()).sum();
    long[] places = new long[count];
    float[] terms = new float[5 * count];
    float[] bonuses = new float[points.size()];
    int at = 0;
    for (int i = 0; i < points.size(); i++) {
      for (Loss loss : points.get(i).terms()) {
        places[at] = (long) i * width + loss.column();
        terms[at] = loss.weight();
        terms[count + at] = loss.coefficient();
        terms[2 * count + at] = loss.advantage();
        terms[3 * count + at] = loss.given();
        terms[4 * count + at] = loss.sampler();
        bonuses[i] += loss.coefficient() > 0 ? bonus : 0;
        at++;
      }
    }
    List<PtNDArray> inputs =
        List.of(
            leaf,
            Torch.longs(step, rows),
            Torch.longs(step, kinds),
            legal(step, chunk.legal(), width),
            Torch.kept(step.create(places)),
            Torch.floats(step, terms, 5, count),
            Torch.floats(step, bonuses, bonuses.length),
            settings,
            Torch.longs(step, chunk.columns()));
    List<PtNDArray> out = torch.call(step, chunk.isWhole() ? "many" : "few", inputs, weights);
    if (backward) {
      JniUtils.backward(out.get(0), one, false, false);
    }
    report(chunk, out, heard);
    return JniUtils.detachGradient(out.get(0)).toFloatArray()[0];
  }

  private static void report(Chunk chunk, List<PtNDArray> out, List<HeardPoint> heard) {
    float[] logprobs = out.get(1).toFloatArray();
    float[] entropies = out.get(2).toFloatArray();
    float[] best = out.get(3).toFloatArray();
    int at = 0;
    for (int i = 0; i < chunk.points().size(); i++) {
      Point point = chunk.points().get(i);
      float[] own = new float[point.terms().size()];
      System.arraycopy(logprobs, at, own, 0, own.length);
      at += own.length;
      heard.add(new HeardPoint(chunk, point, entropies[i], (int) best[i], own));
    }
  }

  private static PtNDArray legal(PtNDManager step, List<BitSet> sets, int width) {
    byte[] bytes = new byte[sets.size() * width];
    for (int i = 0; i < sets.size(); i++) {
      int base = i * width;
      sets.get(i).stream().forEach(column -> bytes[base + column] = 1);
    }
    return Torch.kept(step.create(bytes, new Shape(sets.size(), width)));
  }

  @Override
  public void close() {
    thread.close();
  }
}
