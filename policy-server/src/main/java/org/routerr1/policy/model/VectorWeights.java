// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.routerr1.policy.gguf.Codes;
import org.routerr1.policy.vector.Panels;

/**
 * A model's numbers where {@link VectorRunner} reads them.
 *
 * @param arena memory of all matrices
 * @param embedding in 32 bits, row upon row
 * @param output the same numbers as {@code head}, in 32 bits, row upon row
 */
record VectorWeights(
    Arena arena,
    MemorySegment embedding,
    MemorySegment output,
    List<Layer> layers,
    float[] lastNorm,
    Panels head)
    implements AutoCloseable {

  private static final int GROUP = 32;

  record Layer(
      float[] attentionNorm,
      Panels queryKeyValue,
      Optional<float[]> bias,
      Panels attentionOutput,
      float[] feedForwardNorm,
      Panels gateUp,
      Panels down) {}

  static VectorWeights of(LlamaWeights weights, Precision precision) {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment embedding = weights.embedding().expand(arena);
      MemorySegment output =
          weights.output() == weights.embedding() ? embedding : weights.output().expand(arena);
      return new VectorWeights(
          arena,
          embedding,
          output,
          weights.layers().stream().map(layer -> layer(arena, layer, precision)).toList(),
          vector(weights.lastNorm()),
          matrix(arena, weights.output(), precision));
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static Layer layer(Arena arena, LlamaWeights.Layer layer, Precision precision) {
    return new Layer(
        vector(layer.attentionNorm()),
        matrix(arena, layer.queryKeyValue(), precision),
        layer.bias().map(VectorWeights::vector),
        matrix(arena, layer.attentionOutput(), precision),
        vector(layer.feedForwardNorm()),
        matrix(arena, layer.gateUp(), precision),
        matrix(arena, layer.down(), precision));
  }

  private static float[] vector(Weight weight) {
    try (Arena arena = Arena.ofShared()) {
      return weight.expand(arena).toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static Panels matrix(Arena arena, Weight weight, Precision precision) {
    if (precision == Precision.BF16) {
      try (Arena read = Arena.ofShared()) {
        return matrix(arena, weight, Precision.STORED).withHalves(arena, weight.expand(read));
      }
    }
    int outputs = Math.toIntExact(weight.shape().getFirst());
    int inputs = Math.toIntExact(weight.shape().getLast());
    Codes.Form form = weight.form();
    if (precision != Precision.F32 && form.bits() < Float.SIZE) {
      return Panels.of(arena, weight::read, outputs, inputs, form.bits(), form.group());
    }
    // What was read is not needed after.
    try (Arena read = Arena.ofShared()) {
      MemorySegment floats = weight.expand(read);
      if (precision == Precision.INT8 && inputs % GROUP == 0) {
        return Panels.of(
            arena,
            (row, to) -> to.round(floats, (long) row * inputs),
            outputs,
            inputs,
            Byte.SIZE,
            GROUP);
      }
      return Panels.of(arena, floats, outputs, inputs);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
