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
import org.routerr1.policy.model.LlamaWeights.Layer;

/**
 * A model's numbers where {@link LlamaProgram} reads them. What only products read is kept as they
 * take it: it is brought in layer by layer, so hardly more than that is ever in memory.
 *
 * @param arena memory of what is read as it is
 * @param output the embedding where they are tied
 * @param vectors the last norm, then each layer's
 * @param matrices of the layers
 * @param head the output matrix, prepared
 */
record LoadedWeights(
    Arena arena, IValue embedding, IValue output, IValue vectors, IValue matrices, IValue head)
    implements AutoCloseable {

  /** Reads all weights. */
  static LoadedWeights of(Programs programs, LlamaWeights weights) {
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
      IValue prepared = programs.run("no_matrices");
      for (Layer layer : weights.layers()) {
        prepare(programs, layer, prepared);
      }
      return new LoadedWeights(
          arena,
          IValue.from(embedding),
          IValue.from(output),
          IValue.listFrom(vectors.toArray(PtNDArray[]::new)),
          prepared,
          programs.prepare(List.of(output)));
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Prepares the layer's matrices. On a CPU that is a copy in the order of the kernels, after which
   * what was read is not needed.
   */
  private static void prepare(Programs programs, Layer layer, IValue prepared) {
    try (Arena arena = Arena.ofShared();
        NDManager owner = programs.newOwner();
        IValue matrices =
            IValue.listFrom(
                layer.matrices().stream()
                    .map(matrix -> array(owner, matrix, arena))
                    .toArray(PtNDArray[]::new))) {
      programs.run("prepare_more", prepared, matrices).close();
    }
  }

  private static PtNDArray array(NDManager owner, Weight weight, Arena arena) {
    return (PtNDArray)
        owner.create(
            weight.expand(arena).asByteBuffer(), new Shape(weight.shape()), DataType.FLOAT32);
  }

  @Override
  public void close() {
    List.of(embedding, output, vectors, matrices, head).forEach(IValue::close);
    arena.close();
  }
}
