// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.routerr1.policy.model.LoraFactors.Factor;
import org.routerr1.policy.model.VectorWeights.Layer;
import org.routerr1.policy.vector.Attention;
import org.routerr1.policy.vector.Attention.Place;
import org.routerr1.policy.vector.Elementwise;
import org.routerr1.policy.vector.HalfProducts;
import org.routerr1.policy.vector.Panels;
import org.routerr1.policy.vector.Products;
import org.routerr1.policy.vector.Rotations;
import org.routerr1.policy.vector.Team;

/**
 * Runs steps on the CPU's own vectors, all threads at each operation. Matrices stay in few bits
 * where they have them; all sums are of 32-bit floats. A row's bits do not depend on what is run
 * beside it, unless products are in 16 bits.
 */
final class VectorRunner implements Runner {

  private static final String MODULE = "jdk.incubator.vector";

  /** Rows of a prompt for which its keys are laid out once. */
  private static final int LOOK_TOGETHER = 64;

  /** Rows that a thread takes at once where each row is computed by itself. */
  private static final int ROWS = 4;

  private final LlamaShape shape;
  private final VectorWeights weights;
  private final VectorOutput output;
  private final Team team;
  private final Products products;
  private final boolean halves;
  private final Attention[] attentions;
  private final int width;
  private final int projectedWidth;
  private final int gateUpWidth;
  private final int hiddenWidth;
  private final Rotations rotations;
  private int room;
  private float[] x = {};
  private float[] h = {};
  private float[] projected = {};
  private float[] gateUp = {};
  private float[] hidden = {};
  private float[] narrowed = {};

  /** Of each matrix the narrowing and the widening factor, or none. */
  private record Factors(Arena arena, List<Optional<Panels>> panels) implements Adapter {
    @Override
    public void close() {
      arena.close();
    }
  }

  /** Rows of one sequence that look at one key head. */
  private record Look(int row, int rows, boolean lone, int begin, int before, int keyHead) {}

  /** Whether this process may use the processor's vectors, and they are of 256 bits or more. */
  static boolean isAvailable() {
    return ModuleLayer.boot().findModule(MODULE).isPresent() && Elementwise.isFast();
  }

  /**
   * @param half multiplies in 16 bits, the weights and the adapters, where many rows go together
   */
  VectorRunner(
      LlamaShape shape,
      VectorWeights weights,
      int context,
      int threads,
      Optional<HalfProducts> half) {
    this.shape = shape;
    this.weights = weights;
    this.team = new Team(threads);
    this.halves = half.isPresent();
    this.products = new Products(team, half);
    this.output = new VectorOutput(shape, weights, team, products);
    this.attentions = new Attention[threads];
    Arrays.setAll(attentions, i -> new Attention(shape.headWidth()));
    this.width = Panels.padded(shape.width());
    this.projectedWidth = Panels.padded(shape.width() + 2 * shape.keyHeads() * shape.headWidth());
    this.gateUpWidth = Panels.padded(2 * shape.hidden());
    this.hiddenWidth = Panels.padded(shape.hidden());
    this.rotations =
        new Rotations(context, shape.headWidth(), shape.ropeBase(), shape.ropeFactors());
  }

  @Override
  public synchronized Hidden run(KvPool pool, StepInput input) {
    int rows = input.tokens().length;
    makeRoom(rows);
    List<Look> looks = looks(input);
    embed(input.tokens());
    for (int i = 0; i < shape.layers(); i++) {
      Layer layer = weights.layers().get(i);
      int matrix = 4 * i;
      norm(rows, layer.attentionNorm());
      project(layer.queryKeyValue(), matrix, h, width, rows, projected, projectedWidth, input);
      layer
          .bias()
          .ifPresent(bias ->
              each(
                  rows,
                  row -> Elementwise.add(projected, row * projectedWidth, bias, 0, bias.length)));
      attend(looks, pool.keys(i), pool.values(i), input);
      project(layer.attentionOutput(), matrix + 1, h, width, rows, projected, width, input);
      addTo(rows);
      norm(rows, layer.feedForwardNorm());
      project(layer.gateUp(), matrix + 2, h, width, rows, gateUp, gateUpWidth, input);
      each(
          rows,
          row ->
              Elementwise.siluTimes(
                  gateUp,
                  row * gateUpWidth,
                  row * gateUpWidth + shape.hidden(),
                  shape.hidden(),
                  hidden,
                  row * hiddenWidth));
      project(layer.down(), matrix + 3, hidden, hiddenWidth, rows, projected, width, input);
      addTo(rows);
    }
    return end(input.wanted());
  }

  private void makeRoom(int rows) {
    if (rows > room) {
      room = rows;
      x = new float[rows * width];
      h = new float[rows * width];
      projected = new float[rows * Math.max(projectedWidth, width)];
      gateUp = new float[rows * gateUpWidth];
      hidden = new float[rows * hiddenWidth];
    }
  }

  private void each(int rows, IntConsumer work) {
    team.run(
        Math.ceilDiv(rows, ROWS),
        (member, task) -> {
          for (int row = task * ROWS; row < Math.min((task + 1) * ROWS, rows); row++) {
            work.accept(row);
          }
        });
  }

  private void embed(int[] tokens) {
    for (int row = 0; row < tokens.length; row++) {
      MemorySegment.copy(
          weights.embedding(),
          ValueLayout.JAVA_FLOAT,
          (long) tokens[row] * shape.width() * Float.BYTES,
          x,
          row * width,
          shape.width());
    }
  }

  private void norm(int rows, float[] weight) {
    each(
        rows,
        row ->
            Elementwise.rmsNorm(
                x,
                row * width,
                weight,
                shape.width(),
                (float) shape.normEpsilon(),
                h,
                row * width));
  }

  private void addTo(int rows) {
    each(rows, row -> Elementwise.add(x, row * width, projected, row * width, shape.width()));
  }

  /** {@code y = in · matrixᵀ}, and what the adapters add to it. */
  private void project(
      Panels matrix,
      int index,
      float[] in,
      int inStride,
      int rows,
      float[] y,
      int yStride,
      StepInput input) {
    products.multiply(matrix, in, 0, inStride, rows, y, 0, yStride);
    for (int i = 0; i < input.adapters().size(); i++) {
      Factors factors = (Factors) input.adapters().get(i);
      if (factors.panels().get(2 * index).isEmpty()) {
        continue;
      }
      Panels narrow = factors.panels().get(2 * index).get();
      Panels wide = factors.panels().get(2 * index + 1).orElseThrow();
      int from = (int) input.spans()[2 * i];
      int count = (int) input.spans()[2 * i + 1] - from;
      int stride = Panels.padded(narrow.outputs());
      if (narrowed.length < count * stride) {
        narrowed = new float[count * stride];
      }
      products.multiply(narrow, in, from * inStride, inStride, count, narrowed, 0, stride);
      products.add(wide, narrowed, 0, stride, count, y, from * yStride, yStride);
    }
  }

  /** A prompt's rows come out the same in whatever stretches it is read: none is alone. */
  private List<Look> looks(StepInput input) {
    long[] stretches = input.stretches();
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < stretches.length; i += 4) {
      int row = (int) stretches[i];
      int rows = (int) stretches[i + 1];
      boolean lone = rows == 1 && Arrays.binarySearch(input.wanted(), row) >= 0;
      for (int from = 0; from < rows; from += LOOK_TOGETHER) {
        for (int keyHead = 0; keyHead < shape.keyHeads(); keyHead++) {
          looks.add(
              new Look(
                  row + from,
                  Math.min(LOOK_TOGETHER, rows - from),
                  lone,
                  (int) stretches[i + 2],
                  (int) stretches[i + 3] + from,
                  keyHead));
        }
      }
    }
    return looks;
  }

  private void attend(List<Look> looks, MemorySegment keys, MemorySegment values, StepInput input) {
    each(
        input.tokens().length,
        row -> turnAndKeep(row, input.positions()[row], input.where()[row], keys, values));
    int headWidth = shape.headWidth();
    int sharing = shape.heads() / shape.keyHeads();
    team.run(
        looks.size(),
        (member, task) -> {
          Look look = looks.get(task);
          Attention attention = attentions[member];
          int keyWidth = shape.keyHeads() * headWidth;
          int headAt = look.keyHead() * headWidth;
          attention.see(
              new Place(keys, look.begin(), keyWidth, headAt),
              new Place(values, look.begin(), keyWidth, headAt),
              look.before() + look.rows());
          int first = look.keyHead() * sharing * headWidth;
          attention.read(
              projected,
              look.row() * projectedWidth + first,
              projectedWidth,
              look.rows(),
              look.lone(),
              sharing,
              h,
              look.row() * width + first,
              width);
        });
  }

  /** Turns a row's queries and keys by its position; keys and values go to the pool. */
  private void turnAndKeep(
      int row, int position, long where, MemorySegment keys, MemorySegment values) {
    int headWidth = shape.headWidth();
    int at = row * projectedWidth;
    for (int head = 0; head < shape.heads() + shape.keyHeads(); head++) {
      rotations.turn(projected, at + head * headWidth, position);
    }
    int keyWidth = shape.keyHeads() * headWidth;
    long to = where * keyWidth * Float.BYTES;
    int key = at + shape.heads() * headWidth;
    MemorySegment.copy(projected, key, keys, ValueLayout.JAVA_FLOAT, to, keyWidth);
    MemorySegment.copy(projected, key + keyWidth, values, ValueLayout.JAVA_FLOAT, to, keyWidth);
  }

  private Hidden end(int[] wanted) {
    float[] rows = new float[wanted.length * shape.width()];
    for (int i = 0; i < wanted.length; i++) {
      Elementwise.rmsNorm(
          x,
          wanted[i] * width,
          weights.lastNorm(),
          shape.width(),
          (float) shape.normEpsilon(),
          rows,
          i * shape.width());
    }
    return output.of(rows, wanted.length);
  }

  @Override
  public Adapter adapter(List<Factor> factors) {
    Arena arena = Arena.ofShared();
    try {
      return new Factors(
          arena, factors.stream().map(factor -> panels(arena, factor, halves)).toList());
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static Optional<Panels> panels(Arena arena, Factor factor, boolean halves) {
    if (factor.rows() == 0) {
      return Optional.empty();
    }
    MemorySegment floats = MemorySegment.ofArray(factor.values());
    Panels panels = Panels.of(arena, floats, factor.rows(), factor.columns());
    return Optional.of(halves ? panels.withHalves(arena, floats) : panels);
  }

  @Override
  public void close() {
    team.close();
    weights.close();
  }
}
