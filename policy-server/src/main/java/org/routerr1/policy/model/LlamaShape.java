// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/**
 * The measures of a Llama model.
 *
 * @param layers transformer blocks
 * @param width numbers that describe a token between the layers
 * @param hidden width inside the feed-forward part
 * @param heads query heads
 * @param keyHeads key and value heads, each shared by {@code heads / keyHeads} query heads
 * @param headWidth numbers of one head
 * @param ropeBase base of the rotation frequencies
 * @param normEpsilon what keeps the root mean square off zero
 * @param vocabulary token ids
 * @param context positions that the model was trained for
 */
public record LlamaShape(
    int layers,
    int width,
    int hidden,
    int heads,
    int keyHeads,
    int headWidth,
    double ropeBase,
    double normEpsilon,
    int vocabulary,
    int context) {

  private static final int MOST = 1 << 20;

  /** Reads the measures from a model file's metadata. */
  public static LlamaShape of(GgufFile file) {
    Metadata metadata = file.metadata();
    String architecture = metadata.text("general.architecture");
    if (!architecture.equals("llama")) {
      throw unsupported(
          file, "general.architecture", "is \"%s\", not \"llama\"".formatted(architecture));
    }
    int width = metadata.whole("llama.embedding_length", 1, MOST);
    int heads = metadata.whole("llama.attention.head_count", 1, 1024);
    int keyHeads = metadata.optionalWhole("llama.attention.head_count_kv", 1, heads).orElse(heads);
    if (width % heads != 0 || heads % keyHeads != 0) {
      throw unsupported(
          file,
          "llama.attention.head_count",
          "is %d, which does not fit width %d and %d key heads".formatted(heads, width, keyHeads));
    }
    int headWidth = width / heads;
    int rotated = metadata.optionalWhole("llama.rope.dimension_count", 1, MOST).orElse(headWidth);
    if (rotated != headWidth || headWidth % 2 != 0) {
      throw unsupported(
          file,
          "llama.rope.dimension_count",
          "is %d, not the even width %d of a head".formatted(rotated, headWidth));
    }
    if (file.tensors().containsKey("rope_freqs.weight")) {
      throw unsupported(file, "rope_freqs.weight", "scaled rotations are not run by this engine");
    }
    return new LlamaShape(
        metadata.whole("llama.block_count", 1, 1024),
        width,
        metadata.whole("llama.feed_forward_length", 1, MOST),
        heads,
        keyHeads,
        headWidth,
        metadata.optionalPositive("llama.rope.freq_base").orElse(10_000.0),
        metadata.positive("llama.attention.layer_norm_rms_epsilon"),
        metadata.texts("tokenizer.ggml.tokens").size(),
        metadata.whole("llama.context_length", 1, 1 << 24));
  }

  /** Bytes that one position's keys and values take in all layers. */
  public long cacheBytes() {
    return 2L * layers * keyHeads * headWidth * Float.BYTES;
  }

  /** Bytes of all matrices as 32-bit floats. */
  public long matrixBytes() {
    long keyRows = (long) keyHeads * headWidth;
    long layer = (2L * width + 2 * keyRows) * width + 3L * hidden * width;
    return (layers * layer + (long) vocabulary * width) * Float.BYTES;
  }

  private static ModelFileException unsupported(GgufFile file, String key, String problem) {
    return ModelFileException.unsupported(file.path(), key, problem);
  }
}
