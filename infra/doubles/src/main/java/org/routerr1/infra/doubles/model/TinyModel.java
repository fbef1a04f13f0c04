// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A Llama with random weights and a vocabulary of bytes, a few joined pairs and three control
 * tokens: everything that the real model has, in 100 kB.
 */
public final class TinyModel {

  public static final int LAYERS = 2;
  public static final int WIDTH = 64;
  public static final int HIDDEN = 96;
  public static final int HEADS = 8;
  public static final int KEY_HEADS = 2;
  public static final int CONTEXT = 512;

  private static final List<String> CONTROL =
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");
  private static final List<String> MERGES =
      List.of("t h", "th e", "i n", "Ġ t", "Ġ the", "< /", "a n", "s w", "an sw", "e r", "Ċ Ċ");

  private final SplittableRandom random = new SplittableRandom(7);
  private final List<String> tokens = new ArrayList<>(CONTROL);

  private final int context;

  private TinyModel(int context) {
    this.context = context;
    for (int b = 0; b < 256; b++) {
      tokens.add(spell(b));
    }
    MERGES.forEach(merge -> tokens.add(merge.replace(" ", "")));
  }

  /** Writes the model into a folder. */
  public static Path in(Path folder) {
    return in(folder, CONTEXT);
  }

  /** The same weights for prompts of any length, which are long where a token is a byte. */
  public static Path in(Path folder, int context) {
    return write(folder.resolve("Tiny-Model.Q4_1.gguf"), new TinyModel(context).writer().toBytes());
  }

  /** The model's file. */
  public static byte[] bytes() {
    return new TinyModel(CONTEXT).writer().toBytes();
  }

  /** Writes bytes to a file. */
  public static Path write(Path path, byte[] bytes) {
    try {
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GgufWriter writer() {
    GgufWriter writer =
        new GgufWriter()
            .text("general.architecture", "llama")
            .whole("llama.block_count", LAYERS)
            .whole("llama.context_length", context)
            .whole("llama.embedding_length", WIDTH)
            .whole("llama.feed_forward_length", HIDDEN)
            .whole("llama.attention.head_count", HEADS)
            .whole("llama.attention.head_count_kv", KEY_HEADS)
            .real("llama.attention.layer_norm_rms_epsilon", 1e-5f)
            .real("llama.rope.freq_base", 1000)
            .text("tokenizer.ggml.model", "gpt2")
            .text("tokenizer.ggml.pre", "smollm")
            .texts("tokenizer.ggml.tokens", tokens)
            .wholes(
                "tokenizer.ggml.token_type",
                tokens.stream().map(t -> CONTROL.contains(t) ? 3 : 1).toList())
            .texts("tokenizer.ggml.merges", MERGES)
            .text(
                "tokenizer.chat_template",
                "{{ '<|im_start|>system\nBe brief.<|im_end|>\n' }}{{ '<|im_start|>' + role }}");
    int keyRows = WIDTH / HEADS * KEY_HEADS;
    matrix(writer, "token_embd", GgufType.Q8_0, tokens.size(), WIDTH);
    vector(writer, "output_norm");
    for (int i = 0; i < LAYERS; i++) {
      String layer = "blk." + i + ".";
      vector(writer, layer + "attn_norm");
      matrix(writer, layer + "attn_q", GgufType.Q4_1, WIDTH, WIDTH);
      matrix(writer, layer + "attn_k", GgufType.Q4_0, keyRows, WIDTH);
      matrix(writer, layer + "attn_v", GgufType.F16, keyRows, WIDTH);
      matrix(writer, layer + "attn_output", GgufType.BF16, WIDTH, WIDTH);
      vector(writer, layer + "ffn_norm");
      matrix(writer, layer + "ffn_gate", GgufType.F32, HIDDEN, WIDTH);
      matrix(writer, layer + "ffn_up", GgufType.Q4_1, HIDDEN, WIDTH);
      matrix(writer, layer + "ffn_down", GgufType.Q8_0, WIDTH, HIDDEN);
    }
    return writer;
  }

  private void vector(GgufWriter writer, String name) {
    ByteBuffer out = ByteBuffer.allocate(WIDTH * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < WIDTH; i++) {
      out.putFloat((float) (0.5 + random.nextDouble()));
    }
    writer.tensor(name + ".weight", GgufType.F32, out.array(), WIDTH);
  }

  private void matrix(GgufWriter writer, String name, GgufType type, int rows, int columns) {
    int blocks = rows * columns / type.blockElements();
    ByteBuffer out = ByteBuffer.allocate(blocks * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < blocks; i++) {
      block(type, out);
    }
    writer.tensor(name + ".weight", type, out.array(), rows, columns);
  }

  /** A block of numbers of about ±.3; what is quantised is any bytes with a scale before them. */
  private void block(GgufType type, ByteBuffer out) {
    float number = (float) (random.nextDouble() * 0.6 - 0.3);
    switch (type) {
      case F32 -> out.putFloat(number);
      case F16 -> out.putShort(Float.floatToFloat16(number));
      case BF16 -> out.putShort((short) (Float.floatToIntBits(number) >>> 16));
      case Q4_0 -> quantised(out, 16, 0.04f);
      case Q4_1 -> quantised(out, 16, 0.04f, -0.3f);
      case Q8_0 -> quantised(out, 32, 0.0024f);
    }
  }

  private void quantised(ByteBuffer out, int length, float... scales) {
    for (float scale : scales) {
      out.putShort(Float.floatToFloat16(scale));
    }
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    out.put(bytes);
  }

  private static String spell(int b) {
    boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
    if (printable) {
      return String.valueOf((char) b);
    }
    int before = b <= 0x20 ? b : b < 0xA1 ? 33 + b - 0x7F : 33 + 34;
    return String.valueOf((char) (0x100 + before));
  }
}
