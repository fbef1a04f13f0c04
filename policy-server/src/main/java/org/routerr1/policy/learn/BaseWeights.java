// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.Tensor;
import org.routerr1.policy.model.LlamaShape;

/**
 * The model's own numbers for the training, in the order that {@link TrainerProgram} reads:
 * embedding, last norm, of each layer attention norm, query-key-value, attention output,
 * feed-forward norm, gate-up, down, and last the output matrix in the precision of the products.
 */
final class BaseWeights {

  private BaseWeights() {}

  /**
   * Expands the tensors of a file.
   *
   * @param lower what is done to each matrix but the embedding
   */
  static List<PtNDArray> load(
      GgufFile file, LlamaShape shape, PtNDManager manager, UnaryOperator<PtNDArray> lower) {
    List<PtNDArray> all = new ArrayList<>();
    PtNDArray embedding = array(file, manager, "token_embd");
    all.add(embedding);
    all.add(array(file, manager, "output_norm"));
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "blk." + i + ".";
      all.add(array(file, manager, layer + "attn_norm"));
      all.add(
          lowered(
              lower, array(file, manager, layer + "attn_q", layer + "attn_k", layer + "attn_v")));
      all.add(lowered(lower, array(file, manager, layer + "attn_output")));
      all.add(array(file, manager, layer + "ffn_norm"));
      all.add(lowered(lower, array(file, manager, layer + "ffn_gate", layer + "ffn_up")));
      all.add(lowered(lower, array(file, manager, layer + "ffn_down")));
    }
    all.add(lower.apply(embedding));
    return all;
  }

  private static PtNDArray lowered(UnaryOperator<PtNDArray> lower, PtNDArray matrix) {
    PtNDArray result = lower.apply(matrix);
    if (result != matrix) {
      matrix.close();
    }
    return result;
  }

  /** Tensors of equal width, row upon row. */
  private static PtNDArray array(GgufFile file, PtNDManager manager, String... names) {
    List<Tensor> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(file.tensor(name + ".weight"));
    }
    long size = parts.stream().mapToLong(Tensor::floatBytes).sum();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocate(size, 64);
      long at = 0;
      for (Tensor part : parts) {
        part.expandTo(floats.asSlice(at, part.floatBytes()));
        at += part.floatBytes();
      }
      List<Long> first = parts.getFirst().shape();
      long columns = first.getLast();
      Shape shape =
          first.size() == 1 ? new Shape(columns) : new Shape(size / Float.BYTES / columns, columns);
      try (PtNDArray view = manager.create(floats.asByteBuffer(), shape, DataType.FLOAT32)) {
        // A copy that PyTorch owns: the view's memory ends here.
        return (PtNDArray) view.duplicate();
      }
    }
  }
}
