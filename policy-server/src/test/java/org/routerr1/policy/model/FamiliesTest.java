// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.infra.doubles.model.GgufType;
import org.routerr1.infra.doubles.model.GgufWriter;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.infra.doubles.model.TinyModel.Kind;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.Golden;
import org.routerr1.policy.testing.Sequence;

/** Each family and kind of model against plain loops and against transformers. */
class FamiliesTest {

  private static final int LENGTH = 40;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void givesTheLogitsOfTheReferenceWithAndWithoutAnAdapter(Kind kind) {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder, kind));
        LlamaModel model = LlamaModel.load(file, LlamaShape.of(file), 256, 2)) {
      LlamaShape shape = model.shape();
      int[] tokens = new SplittableRandom(1).ints(LENGTH, 0, shape.vocabulary()).toArray();
      float[][] expected = new ReferenceLlama(file, shape).logits(tokens);
      try (Sequence sequence = new Sequence(model, LENGTH)) {
        assertClose(sequence.forward(Arrays.copyOf(tokens, 7), 7), expected, 0);
        assertClose(sequence.forward(Arrays.copyOfRange(tokens, 7, LENGTH), 33), expected, 7);
      }
      LoraAdapter lora = Adapters.random(shape, 0, Set.of(LoraModule.values()), 1);
      float[][] adapted = new ReferenceLlama(file, shape, Optional.of(lora)).logits(tokens);
      try (Adapter adapter = model.adapter(lora);
          Sequence sequence = new Sequence(model, LENGTH)) {
        assertClose(sequence.forward(tokens, LENGTH, Optional.of(adapter)), adapted, 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void someLogitsAreThoseOfAll(Kind kind) {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder, kind));
        LlamaModel model = LlamaModel.load(file, LlamaShape.of(file), 256, 2);
        Sequence sequence = new Sequence(model, LENGTH);
        Hidden hidden =
            model.run(
                sequence.pool(),
                List.of(new Stretch(sequence.range(), new int[] {5, 9, 3}, 2, Optional.empty())))) {
      float[] all = hidden.logits();
      float[] some = hidden.logits(new int[] {1, 0}, new int[] {9, 7});
      assertThat(some[0]).isCloseTo(all[model.shape().vocabulary() + 9], within(2e-4f));
      assertThat(some[1]).isCloseTo(all[7], within(2e-4f));
    }
  }

  /** The rotations' factors are not read from GGUF by transformers: FoldersTest has them. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LLAMA_LONG")
  void logitsAndGreedyTokensAreThoseOfTransformers(Kind kind) {
    JsonNode golden = Golden.document("families.json").path(kind.name());
    try (GgufFile file = GgufFile.open(TinyModel.in(folder, kind));
        LlamaModel model = LlamaModel.load(file, LlamaShape.of(file), 256, 2)) {
      Transformers.assertSame(model, golden);
    }
  }

  @Test
  void aTensorThatNobodyWouldReadIsRefused() {
    byte[] bytes =
        new GgufWriter()
            .text("general.architecture", "llama")
            .whole("llama.block_count", 1)
            .whole("llama.context_length", 8)
            .whole("llama.embedding_length", 2)
            .whole("llama.feed_forward_length", 1)
            .whole("llama.attention.head_count", 1)
            .real("llama.attention.layer_norm_rms_epsilon", 1e-5f)
            .texts("tokenizer.ggml.tokens", List.of("a"))
            .tensor("token_embd.weight", GgufType.F32, new byte[8], 1, 2)
            .tensor("output_norm.weight", GgufType.F32, new byte[8], 2)
            .tensor("blk.0.attn_norm.weight", GgufType.F32, new byte[8], 2)
            .tensor("blk.0.attn_q.weight", GgufType.F32, new byte[16], 2, 2)
            .tensor("blk.0.attn_q.bias", GgufType.F32, new byte[8], 2)
            .tensor("blk.0.attn_k.weight", GgufType.F32, new byte[16], 2, 2)
            .tensor("blk.0.attn_v.weight", GgufType.F32, new byte[16], 2, 2)
            .tensor("blk.0.attn_output.weight", GgufType.F32, new byte[16], 2, 2)
            .tensor("blk.0.ffn_norm.weight", GgufType.F32, new byte[8], 2)
            .tensor("blk.0.ffn_gate.weight", GgufType.F32, new byte[8], 1, 2)
            .tensor("blk.0.ffn_up.weight", GgufType.F32, new byte[8], 1, 2)
            .tensor("blk.0.ffn_down.weight", GgufType.F32, new byte[8], 2, 1)
            .toBytes();
    try (GgufFile file = GgufFile.open(TinyModel.write(folder.resolve("x.gguf"), bytes))) {
      LlamaShape shape = LlamaShape.of(file);
      assertThatThrownBy(() -> LlamaWeights.of(file, shape))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("tensor blk.0.attn_q.bias: is no part of a model");
    }
  }

  @Test
  void anotherFamilyIsRefusedByName() {
    byte[] bytes = new GgufWriter().text("general.architecture", "gemma3").toBytes();
    try (GgufFile file = GgufFile.open(TinyModel.write(folder.resolve("x.gguf"), bytes))) {
      assertThatThrownBy(() -> LlamaShape.of(file))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining(
              "metadata general.architecture: is \"gemma3\", none of [llama, qwen2]");
    }
  }

  private static void assertClose(float[] logits, float[][] expected, int firstRow) {
    int words = expected[0].length;
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).isCloseTo(expected[firstRow + i / words][i % words], within(1e-3f));
    }
  }
}
