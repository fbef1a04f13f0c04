// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.learn.Batch.Chunk;
import org.routerr1.policy.learn.Batch.Point;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.model.PyTorch;

/**
 * The trained numbers, their moments, and the passes over them. Everything lives in native memory
 * of its own, beside the model that decides. Not thread-safe; the thread that runs it must call
 * {@link #attach()} first.
 */
final class Trainer implements AutoCloseable {

  /** Few processors run passes side by side; many are better used within each operation. */
  private static final int MOST_LANES = 4;

  private static final int BLOCK_ROWS = 128;
  private static final int CUDA_BLOCK_ROWS = 1024;

  private final LoraLayout layout;
  private final Processor processor;
  private final Torch torch;
  private final PtNDArray trained;
  private final List<Lane> lanes;
  private final PtNDArray first;
  private final PtNDArray second;

  private Trainer(
      LoraLayout layout, Processor processor, Torch torch, List<PtNDArray> weights, int lanes) {
    this.layout = layout;
    this.processor = processor;
    this.torch = torch;
    Shape size = new Shape(layout.size());
    this.trained = (PtNDArray) torch.manager().zeros(size);
    this.first = (PtNDArray) torch.manager().zeros(size);
    this.second = (PtNDArray) torch.manager().zeros(size);
    int words = layout.shape().vocabulary();
    this.lanes =
        IntStream.range(0, lanes)
            .mapToObj(i -> new Lane(i, lanes > 1, torch, weights, trained, words))
            .toList();
  }

  /**
   * Loads the model's weights and an adapter that is all zero.
   *
   * @param threads in all
   * @param processor that the passes run on
   */
  static Trainer load(
      ModelFile file, LoraLayout layout, Precision precision, int threads, Processor processor) {
    PtNDManager manager = PyTorch.start(threads, processor);
    try {
      Torch torch = Torch.compile(manager, TrainerProgram.source(layout, precision, processor));
      List<PtNDArray> weights =
          BaseWeights.load(
              file,
              layout.shape(),
              manager,
              matrix ->
                  precision == Precision.F32
                      ? matrix
                      : torch.call(manager, "convert", matrix).getFirst());
      boolean sideBySide = processor == Processor.CPU && threads <= MOST_LANES;
      return new Trainer(layout, processor, torch, weights, sideBySide ? threads : 1);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Prepares the calling thread. */
  void attach() {
    PyTorch.useOnThisThread();
  }

  LoraLayout layout() {
    return layout;
  }

  /**
   * The numbers of an adapter in training.
   *
   * @param trained in the order of {@link LoraLayout}
   * @param first moment of the gradients
   * @param second moment of the gradients
   */
  record Numbers(float[] trained, float[] first, float[] second) {

    static Numbers begin(float[] trained) {
      return new Numbers(trained, new float[trained.length], new float[trained.length]);
    }
  }

  /** A copy of the current numbers. */
  Numbers numbers() {
    return new Numbers(trained.toFloatArray(), first.toFloatArray(), second.toFloatArray());
  }

  /** Replaces the numbers. */
  void set(Numbers numbers) {
    try (PtNDManager step = (PtNDManager) torch.manager().newSubManager()) {
      copy(step, numbers.trained, trained);
      copy(step, numbers.first, first);
      copy(step, numbers.second, second);
    }
    forget();
  }

  private void copy(PtNDManager step, float[] from, PtNDArray to) {
    torch.call(step, "put", to, Torch.floats(step, from, from.length));
  }

  /** What a pass found at each term, and summed up. */
  interface Sink {
    /**
     * One decision.
     *
     * @param best the column with the highest probability
     * @param logprobs of the point's terms, in their order
     */
    void accept(Chunk chunk, Point point, float entropy, int best, float[] logprobs);
  }

  /** Drops the gradients gathered so far. */
  void forget() {
    lanes.forEach(Lane::forget);
  }

  /** The gradients gathered so far; for tests. */
  float[] gradient() {
    try (PtNDManager step = (PtNDManager) torch.manager().newSubManager()) {
      return gathered(step).toFloatArray();
    }
  }

  /** The lanes' gradients, added up in their order. */
  private PtNDArray gathered(PtNDManager step) {
    PtNDArray sum = (PtNDArray) step.zeros(new Shape(layout.size()));
    lanes.forEach(lane -> lane.addTo(sum, step));
    return sum;
  }

  /** Rows that look at their past together. */
  int blockRows() {
    return processor == Processor.CPU ? BLOCK_ROWS : CUDA_BLOCK_ROWS;
  }

  /** How many passes run at the same time. */
  int lanes() {
    return lanes.size();
  }

  /**
   * Runs passes side by side: which lane runs which follows from their sizes alone, so that the
   * sums of their gradients are the same each time.
   *
   * @param breath called before each pass
   * @param bonus of the entropy of each decision that somebody sampled
   * @return the loss
   */
  double passes(
      List<Batch> batches,
      Bounds bounds,
      float bonus,
      boolean backward,
      Runnable breath,
      Sink sink) {
    List<List<Integer>> shares = shares(batches);
    Lane.Heard[] heard = new Lane.Heard[batches.size()];
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      List<Integer> share = shares.get(i);
      if (!share.isEmpty()) {
        running.add(
            lane.submit(() -> {
              for (int number : share) {
                breath.run();
                heard[number] = lane.pass(batches.get(number), bounds, bonus, backward);
              }
              return share.size();
            }));
      }
    }
    await(running);
    double loss = 0;
    for (Lane.Heard one : heard) {
      loss += one.loss();
      one.points()
          .forEach(p -> sink.accept(p.chunk(), p.point(), p.entropy(), p.best(), p.logprobs()));
    }
    return loss;
  }

  private List<List<Integer>> shares(List<Batch> batches) {
    List<List<Integer>> shares = new ArrayList<>();
    lanes.forEach(lane -> shares.add(new ArrayList<>()));
    int[] load = new int[lanes.size()];
    for (int number = 0; number < batches.size(); number++) {
      int least = 0;
      for (int i = 1; i < load.length; i++) {
        least = load[i] < load[least] ? i : least;
      }
      load[least] += batches.get(number).tokens().length;
      shares.get(least).add(number);
    }
    return shares;
  }

  /** Waits for all, whatever happens: what one gathers must not be mixed with what comes after. */
  private static void await(List<Future<?>> running) {
    Throwable failure = null;
    boolean interrupted = false;
    for (Future<?> one : running) {
      boolean done = false;
      while (!done) {
        try {
          one.get();
          done = true;
        } catch (ExecutionException e) {
          failure = e.getCause();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("a pass failed", failure);
    }
  }

  /** One pass on the first lane. */
  double pass(Batch batch, Bounds bounds, float bonus, boolean backward, Sink sink) {
    return passes(List.of(batch), bounds, bonus, backward, () -> {}, sink);
  }

  /** How far a token's probability may move, and its correction. */
  record Bounds(float least, float most, float cap) {}

  /**
   * Moves the numbers along the gathered gradients and drops these.
   *
   * @param number of this step, from 1
   * @return the norm of the gradients; where it is not finite nothing was moved
   */
  double step(OptimiserSettings settings, double rate, long number) {
    try (PtNDManager step = (PtNDManager) torch.manager().newSubManager()) {
      PtNDArray gradient = gathered(step);
      PtNDArray numbers =
          Torch.kept(
              Torch.here(step)
                  .create(
                      new double[] {
                        rate,
                        settings.beta1(),
                        settings.beta2(),
                        settings.epsilon(),
                        settings.weightDecay(),
                        settings.maxNorm(),
                        1 - Math.pow(settings.beta1(), number),
                        1 - Math.pow(settings.beta2(), number)
                      }));
      double norm =
          torch
              .call(step, "adamw", trained, first, second, gradient, numbers)
              .getFirst()
              .toDoubleArray()[0];
      forget();
      return norm;
    }
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
    torch.program().close();
    torch.manager().close();
  }
}
