// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.routerr1.policy.model.LlamaWeights.Layer;

/**
 * A model's numbers where {@link LlamaProgram} reads them. What only products read is kept as each
 * lane prepared it: it is brought in layer by layer, so hardly more than that is ever in memory.
 *
 * @param arena memory of what is read as it is
 * @param output the embedding where they are tied
 * @param vectors the last norm, then each layer's
 */
record LoadedWeights(Arena arena, IValue embedding, IValue output, IValue vectors, List<Lane> lanes)
    implements AutoCloseable {

  /** Reads all weights, for so many lanes. */
  static LoadedWeights of(Programs programs, LlamaWeights weights, int lanes) {
    Arena arena = Arena.ofShared();
    try {
      NDManager manager = programs.manager();
      PtNDArray embedding = array(manager, weights.embedding(), arena);
      PtNDArray output =
          weights.output() == weights.embedding()
              ? embedding
              : array(manager, weights.output(), arena);
      List<PtNDArray> vectors = new ArrayList<>();
      vectors.add(array(manager, weights.lastNorm(), arena));
      weights.layers().stream()
          .flatMap(layer -> layer.vectors().stream())
          .forEach(vector -> vectors.add(array(manager, vector, arena)));
      List<IValue> prepared =
          Stream.generate(() -> programs.run("no_matrices")).limit(lanes).toList();
      for (Layer layer : weights.layers()) {
        prepare(programs, layer, prepared);
      }
      return new LoadedWeights(
          arena,
          IValue.from(embedding),
          IValue.from(output),
          IValue.listFrom(vectors.toArray(PtNDArray[]::new)),
          prepared.stream()
              .map(matrices -> new Lane(matrices, programs.prepare(List.of(output))))
              .toList());
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Each lane prepares the layer's matrices into memory of its own. On a CPU that is a copy in the
   * order of the kernels, after which what was read is not needed.
   */
  private static void prepare(Programs programs, Layer layer, List<IValue> lanes) {
    try (Arena arena = Arena.ofShared();
        NDManager owner = programs.newOwner();
        IValue matrices =
            IValue.listFrom(
                layer.matrices().stream()
                    .map(matrix -> array(owner, matrix, arena))
                    .toArray(PtNDArray[]::new))) {
      for (IValue lane : lanes) {
        programs.run("prepare_more", lane, matrices).close();
      }
    }
  }

  private static PtNDArray array(NDManager owner, Weight weight, Arena arena) {
    return (PtNDArray)
        owner.create(
            weight.expand(arena).asByteBuffer(), new Shape(weight.shape()), DataType.FLOAT32);
  }

  /** What an adapter's matrices become, one list for each lane. */
  static List<IValue> prepare(Programs programs, List<PtNDArray> tensors, int lanes) {
    return IntStream.range(0, lanes).mapToObj(i -> programs.prepare(tensors)).toList();
  }

  @Override
  public void close() {
    List.of(embedding, output, vectors).forEach(IValue::close);
    lanes.forEach(Lane::close);
    arena.close();
  }
}
