// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.gguf.Tensor;

/**
 * Where all numbers of a model lie in its file, each tensor there and of the right shape. Nothing
 * is read yet.
 *
 * @param output the embedding where they are tied
 */
public record LlamaWeights(Weight embedding, Weight lastNorm, Weight output, List<Layer> layers) {

  static final String OUTPUT = "output.weight";

  /**
   * One transformer block.
   *
   * @param queryKeyValue three matrices of the same input, as is {@code gateUp} of two
   * @param bias what is added to their products; only in some families
   */
  public record Layer(
      Weight attentionNorm,
      Weight queryKeyValue,
      Optional<Weight> bias,
      Weight attentionOutput,
      Weight feedForwardNorm,
      Weight gateUp,
      Weight down) {

    /** The matrices, in the order in which they are applied. */
    public List<Weight> matrices() {
      return List.of(queryKeyValue, attentionOutput, gateUp, down);
    }

    /** The vectors: both norms, then the bias if there is one. */
    public List<Weight> vectors() {
      List<Weight> vectors = new ArrayList<>(List.of(attentionNorm, feedForwardNorm));
      bias.ifPresent(vectors::add);
      return vectors;
    }
  }

  /**
   * Finds the tensors of a file.
   *
   * @throws ModelFileException if one is missing, has another shape, or is none of this model's
   */
  public static LlamaWeights of(ModelFile file, LlamaShape shape) {
    return new Search(file, shape).find();
  }

  /** A tensor of another shape than its model's measures say. */
  static ModelFileException wrongShape(ModelFile file, Tensor tensor, List<Long> shape) {
    return ModelFileException.unsupported(
        file.path(),
        "tensor " + tensor.name(),
        "has the shape %s, not %s".formatted(tensor.shape(), shape));
  }

  private static final class Search {

    private final ModelFile file;
    private final LlamaShape shape;
    private final int halvedHead;
    private final Set<String> left;

    Search(ModelFile file, LlamaShape shape) {
      this.file = file;
      this.shape = shape;
      this.halvedHead = file.rotatesHalves() ? shape.headWidth() : 0;
      this.left = new HashSet<>(file.names());
    }

    LlamaWeights find() {
      left.removeAll(LlamaShape.MEASURES);
      long width = shape.width();
      long words = shape.vocabulary();
      Weight embedding = matrix(width, part("token_embd.weight", words, width));
      Weight lastNorm = vector(part("output_norm.weight", width));
      Weight output = shape.tied() ? embedding : matrix(width, part(OUTPUT, words, width));
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < shape.layers(); i++) {
        layers.add(layer("blk." + i + "."));
      }
      left.stream()
          .sorted()
          .findFirst()
          .ifPresent(name -> {
            throw ModelFileException.unsupported(
                file.path(), "tensor " + name, "is no part of a model that this engine runs");
          });
      return new LlamaWeights(embedding, lastNorm, output, layers);
    }

    private Layer layer(String name) {
      long width = shape.width();
      long hidden = shape.hidden();
      long keyRows = (long) shape.keyHeads() * shape.headWidth();
      return new Layer(
          vector(part(name + "attn_norm.weight", width)),
          matrix(
              width,
              halved(part(name + "attn_q.weight", width, width)),
              halved(part(name + "attn_k.weight", keyRows, width)),
              part(name + "attn_v.weight", keyRows, width)),
          shape.family().biased()
              ? Optional.of(
                  vector(
                      halved(part(name + "attn_q.bias", width)),
                      halved(part(name + "attn_k.bias", keyRows)),
                      part(name + "attn_v.bias", keyRows)))
              : Optional.empty(),
          matrix(width, part(name + "attn_output.weight", width, width)),
          vector(part(name + "ffn_norm.weight", width)),
          matrix(
              width,
              part(name + "ffn_gate.weight", hidden, width),
              part(name + "ffn_up.weight", hidden, width)),
          matrix(hidden, part(name + "ffn_down.weight", width, hidden)));
    }

    private Weight.Part part(String name, Long... expected) {
      Tensor tensor = file.tensor(name);
      if (!tensor.shape().equals(List.of(expected))) {
        throw wrongShape(file, tensor, List.of(expected));
      }
      left.remove(name);
      return new Weight.Part(tensor, 0);
    }

    private Weight.Part halved(Weight.Part part) {
      return new Weight.Part(part.tensor(), halvedHead);
    }

    private static Weight vector(Weight.Part... parts) {
      return new Weight(List.of(parts), List.of(rows(parts)));
    }

    private Weight matrix(long columns, Weight.Part... parts) {
      Weight weight = new Weight(List.of(parts), List.of(rows(parts), columns));
      if (weight.floatBytes() > Integer.MAX_VALUE) {
        throw ModelFileException.unsupported(
            file.path(),
            "tensor " + parts[0].tensor().name(),
            "takes more than 2 GiB as 32-bit floats");
      }
      return weight;
    }

    private static long rows(Weight.Part... parts) {
      long rows = 0;
      for (Weight.Part part : parts) {
        rows += part.tensor().shape().getFirst();
      }
      return rows;
    }
  }
}
