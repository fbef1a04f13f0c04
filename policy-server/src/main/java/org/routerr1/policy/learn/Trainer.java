// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.learn.Batch.Chunk;
import org.routerr1.policy.learn.Batch.Loss;
import org.routerr1.policy.learn.Batch.Point;
import org.routerr1.policy.model.PyTorch;
import org.routerr1.policy.model.TorchScriptArchive;

/**
 * The trained numbers, their moments, and the passes over them. Everything lives in native memory
 * of its own, beside the model that decides. Not thread-safe; the thread that runs it must call
 * {@link #attach()} first.
 */
final class Trainer implements AutoCloseable {

  private final LoraLayout layout;
  private final PtNDManager manager;
  private final PtSymbolBlock program;
  private final List<PtNDArray> weights;
  private final PtNDArray one;
  private final PtNDArray trained;
  private final PtNDArray first;
  private final PtNDArray second;

  private Trainer(
      LoraLayout layout, PtNDManager manager, PtSymbolBlock program, List<PtNDArray> weights) {
    this.layout = layout;
    this.manager = manager;
    this.program = program;
    this.weights = weights;
    this.one = (PtNDArray) manager.ones(new Shape());
    this.trained = (PtNDArray) manager.zeros(new Shape(layout.size()));
    this.first = (PtNDArray) manager.zeros(new Shape(layout.size()));
    this.second = (PtNDArray) manager.zeros(new Shape(layout.size()));
    JniUtils.attachGradient(trained, true);
  }

  /** Loads the model's weights and an adapter that is all zero. */
  static Trainer load(GgufFile file, LoraLayout layout, Precision precision, int threads) {
    PtNDManager manager = PyTorch.start(threads);
    try {
      byte[] archive =
          TorchScriptArchive.of(
              TrainerProgram.CLASS_NAME, TrainerProgram.source(layout, precision));
      PtSymbolBlock program =
          JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
      List<PtNDArray> weights =
          BaseWeights.load(
              file,
              layout.shape(),
              manager,
              matrix ->
                  precision == Precision.F32
                      ? matrix
                      : call(program, manager, "convert", List.of(matrix)).getFirst());
      return new Trainer(layout, manager, program, weights);
    } catch (IOException e) {
      manager.close();
      throw new UncheckedIOException("reading from memory cannot fail", e);
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
    try (NDManager step = manager.newSubManager()) {
      copy(step, numbers.trained, trained);
      copy(step, numbers.first, first);
      copy(step, numbers.second, second);
    }
    forget();
  }

  private void copy(NDManager step, float[] from, PtNDArray to) {
    call(program, (PtNDManager) step, "put", List.of(to, floats(step, from, from.length)));
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
    JniUtils.zeroGrad(trained);
  }

  /** The gradients gathered so far; for tests. */
  float[] gradient() {
    try (PtNDArray gradient = JniUtils.getGradient(trained)) {
      return gradient.toFloatArray();
    }
  }

  /**
   * Runs trees forward, and backward if their gradients are wanted.
   *
   * @param bonus of the entropy of each decision that somebody sampled
   * @return the loss
   */
  double pass(Batch batch, Bounds bounds, float bonus, boolean backward, Sink sink) {
    if (batch.rows().length == 0) {
      return 0;
    }
    JniUtils.setGradMode(backward);
    // Whatever a pass creates is freed with its manager, but not before the backward pass is over.
    try (PtNDManager step = (PtNDManager) manager.newSubManager()) {
      List<PtNDArray> inputs = new ArrayList<>();
      Shape trees = new Shape(batch.tokens().length / batch.length(), batch.length());
      inputs.add(longs(step, batch.tokens(), trees));
      inputs.add(longs(step, batch.depth(), trees));
      inputs.add(longs(step, batch.last(), trees));
      inputs.add(longs(step, batch.rows()));
      inputs.add(trained);
      PtNDArray states = call(program, step, "trunk", inputs, weights).getFirst();
      // The losses reach back to these only; what they gather here goes through the trunk at once.
      PtNDArray leaf = JniUtils.detachGradient(states);
      leaf.attach(step);
      JniUtils.attachGradient(leaf, backward);
      double loss = 0;
      PtNDArray settings =
          floats(step, new float[] {bounds.least(), bounds.most(), bounds.cap()}, 3);
      for (Chunk chunk : batch.chunks()) {
        loss += score(step, leaf, chunk, settings, bonus, backward, sink);
      }
      if (backward) {
        PtNDArray gradient = JniUtils.getGradient(leaf);
        gradient.attach(step);
        JniUtils.backward(states, gradient, false, false);
      }
      return loss;
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  /** How far a token's probability may move, and its correction. */
  record Bounds(float least, float most, float cap) {}

  private double score(
      PtNDManager step,
      PtNDArray leaf,
      Chunk chunk,
      PtNDArray settings,
      float bonus,
      boolean backward,
      Sink sink) {
    int width = chunk.width(layout.shape().vocabulary());
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
            longs(step, rows),
            longs(step, kinds),
            legal(step, chunk.legal(), width),
            kept(step.create(places)),
            floats(step, terms, 5, count),
            floats(step, bonuses, bonuses.length),
            settings,
            longs(step, chunk.columns()));
    List<PtNDArray> out = call(program, step, chunk.isWhole() ? "many" : "few", inputs, weights);
    if (backward) {
      JniUtils.backward(out.get(0), one, false, false);
    }
    report(chunk, out, sink);
    return JniUtils.detachGradient(out.get(0)).toFloatArray()[0];
  }

  private static void report(Chunk chunk, List<PtNDArray> out, Sink sink) {
    float[] logprobs = out.get(1).toFloatArray();
    float[] entropies = out.get(2).toFloatArray();
    float[] best = out.get(3).toFloatArray();
    int at = 0;
    for (int i = 0; i < chunk.points().size(); i++) {
      Point point = chunk.points().get(i);
      float[] own = new float[point.terms().size()];
      System.arraycopy(logprobs, at, own, 0, own.length);
      at += own.length;
      sink.accept(chunk, point, entropies[i], (int) best[i], own);
    }
  }

  /**
   * Moves the numbers along the gathered gradients and drops these.
   *
   * @param number of this step, from 1
   * @return the norm of the gradients; where it is not finite nothing was moved
   */
  double step(OptimiserSettings settings, double rate, long number) {
    try (PtNDManager step = (PtNDManager) manager.newSubManager()) {
      PtNDArray gradient = JniUtils.getGradient(trained);
      gradient.attach(step);
      PtNDArray numbers =
          kept(
              step.create(
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
          call(program, step, "adamw", List.of(trained, first, second, gradient, numbers))
              .getFirst()
              .toDoubleArray()[0];
      forget();
      return norm;
    }
  }

  private static PtNDArray legal(PtNDManager step, List<BitSet> sets, int width) {
    byte[] bytes = new byte[sets.size() * width];
    for (int i = 0; i < sets.size(); i++) {
      int base = i * width;
      sets.get(i).stream().forEach(column -> bytes[base + column] = 1);
    }
    return kept(step.create(bytes, new Shape(sets.size(), width)));
  }

  private static PtNDArray longs(NDManager step, int[] values) {
    return longs(step, values, new Shape(values.length));
  }

  private static PtNDArray longs(NDManager step, int[] values, Shape shape) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return kept(step.create(wide, shape));
  }

  private static PtNDArray floats(NDManager step, float[] values, long... shape) {
    return kept(step.create(values, new Shape(shape)));
  }

  /** A copy that PyTorch owns: the backward pass must not read memory of Java. */
  private static PtNDArray kept(NDArray array) {
    try (array) {
      return (PtNDArray) array.duplicate();
    }
  }

  private static List<PtNDArray> call(
      PtSymbolBlock program, PtNDManager results, String method, List<PtNDArray> inputs) {
    return call(program, results, method, inputs, List.of());
  }

  /** Results belong to {@code results}. */
  private static List<PtNDArray> call(
      PtSymbolBlock program,
      PtNDManager results,
      String method,
      List<PtNDArray> inputs,
      List<PtNDArray> weights) {
    try (PtNDArray name = (PtNDArray) results.zeros(new Shape(1))) {
      NDList all = new NDList();
      name.setName("module_method:" + method);
      all.add(name);
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).setName("a" + i);
        all.add(inputs.get(i));
      }
      for (PtNDArray weight : weights) {
        weight.setName("w[]");
        all.add(weight);
      }
      List<PtNDArray> out = new ArrayList<>();
      IValueUtils.forward(program, all, true).forEach(a -> out.add((PtNDArray) a));
      return out;
    }
  }

  @Override
  public void close() {
    program.close();
    manager.close();
  }
}
