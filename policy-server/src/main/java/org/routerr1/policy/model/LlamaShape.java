// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.gguf.Tensor;

/**
 * The measures of a model.
 *
 * @param layers transformer blocks
 * @param width numbers that describe a token between the layers
 * @param hidden width inside the feed-forward part
 * @param heads query heads
 * @param keyHeads key and value heads, each shared by {@code heads / keyHeads} query heads
 * @param headWidth numbers of one head
 * @param ropeBase base of the rotation frequencies
 * @param ropeFactors what each frequency of a head is divided by; all 1 where nothing is scaled
 * @param normEpsilon what keeps the root mean square off zero
 * @param vocabulary token ids
 * @param context positions that the model was trained for
 * @param tied whether the output matrix is the embedding
 */
public record LlamaShape(
    Family family,
    int layers,
    int width,
    int hidden,
    int heads,
    int keyHeads,
    int headWidth,
    double ropeBase,
    List<Float> ropeFactors,
    double normEpsilon,
    int vocabulary,
    int context,
    boolean tied) {

  private static final int MOST = 1 << 20;
  private static final String ROPE_FACTORS = "rope_freqs.weight";

  /** Tensors that are read here or need not be. */
  static final List<String> MEASURES = List.of(ROPE_FACTORS);

  /** Reads the measures of a model file. */
  public static LlamaShape of(ModelFile file) {
    Metadata metadata = file.metadata();
    Family family = Family.of(metadata);
    int width = metadata.whole(family.key("embedding_length"), 1, MOST);
    String headCount = family.key("attention.head_count");
    int heads = metadata.whole(headCount, 1, 1024);
    int keyHeads = metadata.optionalWhole(headCount + "_kv", 1, heads).orElse(heads);
    if (width % heads != 0 || heads % keyHeads != 0) {
      throw unsupported(
          file,
          headCount,
          "is %d, which does not fit width %d and %d key heads".formatted(heads, width, keyHeads));
    }
    int headWidth = width / heads;
    demandHeadWidth(file, family, headWidth);
    metadata
        .optionalText(family.key("rope.scaling.type"))
        .filter(type -> !type.equals("none"))
        .ifPresent(type -> {
          throw unsupported(
              file, family.key("rope.scaling.type"), "\"%s\" is not run".formatted(type));
        });
    return new LlamaShape(
        family,
        metadata.whole(family.key("block_count"), 1, 1024),
        width,
        metadata.whole(family.key("feed_forward_length"), 1, MOST),
        heads,
        keyHeads,
        headWidth,
        metadata.optionalPositive(family.key("rope.freq_base")).orElse(10_000.0),
        ropeFactors(file, headWidth / 2),
        metadata.positive(family.key("attention.layer_norm_rms_epsilon")),
        metadata.texts("tokenizer.ggml.tokens").size(),
        metadata.whole(family.key("context_length"), 1, 1 << 24),
        file.find(LlamaWeights.OUTPUT).isEmpty());
  }

  private static void demandHeadWidth(ModelFile file, Family family, int headWidth) {
    for (String name :
        List.of("rope.dimension_count", "attention.key_length", "attention.value_length")) {
      String key = family.key(name);
      int said = file.metadata().optionalWhole(key, 1, MOST).orElse(headWidth);
      if (said != headWidth || headWidth % 2 != 0) {
        throw unsupported(
            file, key, "is %d, not the even width %d of a head".formatted(said, headWidth));
      }
    }
  }

  /** Long contexts by slower rotations, as Llama 3.1 has them. */
  private static List<Float> ropeFactors(ModelFile file, int count) {
    Optional<Tensor> tensor = file.find(ROPE_FACTORS);
    if (tensor.isEmpty()) {
      return Collections.nCopies(count, 1f);
    }
    if (!tensor.get().shape().equals(List.of((long) count))) {
      throw LlamaWeights.wrongShape(file, tensor.get(), List.of((long) count));
    }
    float[] factors = tensor.get().toFloats();
    if (IntStream.range(0, count).anyMatch(i -> !(factors[i] > 0))) {
      throw ModelFileException.corrupt(
          file.path(), "tensor " + tensor.get().name(), "holds factors that are not above zero");
    }
    return IntStream.range(0, count).mapToObj(i -> factors[i]).toList();
  }

  /** Bytes that one position's keys and values take in all layers. */
  public long cacheBytes() {
    return 2L * layers * keyHeads * headWidth * Float.BYTES;
  }

  /** Bytes of all matrices that are multiplied with, as 32-bit floats. */
  public long matrixBytes() {
    long keyRows = (long) keyHeads * headWidth;
    long layer = (2L * width + 2 * keyRows) * width + 3L * hidden * width;
    return (layers * layer + (long) vocabulary * width) * Float.BYTES;
  }

  private static ModelFileException unsupported(ModelFile file, String key, String problem) {
    return ModelFileException.unsupported(file.path(), "metadata " + key, problem);
  }
}
