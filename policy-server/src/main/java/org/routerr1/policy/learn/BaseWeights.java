// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.model.LlamaWeights;
import org.routerr1.policy.model.LlamaWeights.Layer;
import org.routerr1.policy.model.Weight;

/**
 * The model's own numbers for the training, in the order that {@link TrainerProgram} reads:
 * embedding, last norm, of each layer attention norm, query-key-value, attention output,
 * feed-forward norm, gate-up, down, and the bias if it has one, and at the end the output matrix,
 * first in the precision of the products, then in 32 bits.
 */
final class BaseWeights {

  private BaseWeights() {}

  /**
   * Expands the tensors of a file.
   *
   * @param lower what is done to what the products read
   */
  static List<PtNDArray> load(
      ModelFile file, LlamaShape shape, PtNDManager manager, UnaryOperator<PtNDArray> lower) {
    LlamaWeights weights = LlamaWeights.of(file, shape);
    List<PtNDArray> all = new ArrayList<>();
    PtNDArray embedding = array(manager, weights.embedding());
    all.add(embedding);
    all.add(array(manager, weights.lastNorm()));
    for (Layer layer : weights.layers()) {
      all.add(array(manager, layer.attentionNorm()));
      all.add(lowered(lower, array(manager, layer.queryKeyValue())));
      all.add(lowered(lower, array(manager, layer.attentionOutput())));
      all.add(array(manager, layer.feedForwardNorm()));
      all.add(lowered(lower, array(manager, layer.gateUp())));
      all.add(lowered(lower, array(manager, layer.down())));
      layer.bias().ifPresent(bias -> all.add(lowered(lower, array(manager, bias))));
    }
    PtNDArray output = shape.tied() ? embedding : array(manager, weights.output());
    all.add(lower.apply(output));
    all.add(output);
    return all;
  }

  private static PtNDArray lowered(UnaryOperator<PtNDArray> lower, PtNDArray matrix) {
    PtNDArray result = lower.apply(matrix);
    if (result != matrix) {
      matrix.close();
    }
    return result;
  }

  private static PtNDArray array(PtNDManager manager, Weight weight) {
    try (Arena arena = Arena.ofShared();
        PtNDArray view =
            manager.create(
                weight.expand(arena).asByteBuffer(), new Shape(weight.shape()), DataType.FLOAT32)) {
      // A copy that PyTorch owns: the view's memory ends here.
      return (PtNDArray) view.duplicate();
    }
  }
}
