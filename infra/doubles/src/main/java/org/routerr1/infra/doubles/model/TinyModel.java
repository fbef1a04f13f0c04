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
import org.routerr1.core.action.Mode;
import org.routerr1.core.prompt.Prompt;
import org.routerr1.core.prompt.PromptBuilder;

/**
 * A Llama or Qwen2 with random weights and a vocabulary of bytes, a few joined pairs and three
 * control tokens: everything that the real model has, in 100 kB.
 */
public final class TinyModel {

  public static final int LAYERS = 2;
  public static final int WIDTH = 64;
  public static final int HIDDEN = 96;
  public static final int HEADS = 8;
  public static final int KEY_HEADS = 2;
  public static final int CONTEXT = 512;

  private static final String FILE = "Tiny-Model.Q4_1.gguf";
  private static final int MOST_MERGES = 400;

  private static final List<String> CONTROL =
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");
  private static final List<String> MERGES =
      List.of("t h", "th e", "i n", "Ġ t", "Ġ the", "< /", "a n", "s w", "an sw", "e r", "Ċ Ċ");

  /** What a query's prompt looks like, beside its rules. */
  private static final String SAMPLE =
      """

      knows the capital, currency and language of a country, and where authors, painters and \
      composers of works come from; 120/480 ms; country 80%, capital 60%, bridge 40%, \
      comparison 20%; $0.10/$0.40 = model
      <information>model: the capital of the country is</information>
      <think></think><search><to></search><answer></answer>
      """;

  /** What models there are beside the first. */
  public enum Kind {
    LLAMA("llama", "smollm", WIDTH, HIDDEN),
    /** An output matrix of its own, and slower rotations for long contexts. */
    LLAMA_LONG("llama", "smollm", WIDTH, HIDDEN),
    /** Biases, rotated halves, an output matrix of its own. */
    QWEN2("qwen2", "qwen2", WIDTH, HIDDEN),
    /** The same with a tied output matrix, in blocks of 256 numbers. */
    QWEN2_K("qwen2", "qwen2", 256, 256);

    private final String family;
    private final String pieces;
    private final int width;
    private final int hidden;

    Kind(String family, String pieces, int width, int hidden) {
      this.family = family;
      this.pieces = pieces;
      this.width = width;
      this.hidden = hidden;
    }
  }

  private final SplittableRandom random = new SplittableRandom(7);
  private final List<String> tokens = new ArrayList<>(CONTROL);

  private final Kind kind;
  private final int context;
  private final List<String> merges;

  private TinyModel(Kind kind, int context, List<String> merges) {
    this.kind = kind;
    this.context = context;
    this.merges = merges;
    for (int b = 0; b < 256; b++) {
      tokens.add(spell(b));
    }
    merges.forEach(merge -> tokens.add(merge.replace(" ", "")));
  }

  /** Writes the model into a folder. */
  public static Path in(Path folder) {
    return write(folder.resolve(FILE), bytes());
  }

  /** One for real prompts: it knows their words, and reads as many tokens as it is told. */
  public static Path in(Path folder, int context) {
    Prompt prompt =
        PromptBuilder.build(
            Mode.STRICT, "In which country was the author of it born?", List.of(), 0, null, null);
    List<String> merges = PairLearner.merges(prompt.system() + prompt.user() + SAMPLE, MOST_MERGES);
    return write(
        folder.resolve(FILE), new TinyModel(Kind.LLAMA, context, merges).writer().toBytes());
  }

  /** Writes a model of some kind into a folder. */
  public static Path in(Path folder, Kind kind) {
    return write(folder.resolve("tiny-%s.gguf".formatted(kind)), bytes(kind));
  }

  /** The model's file. */
  public static byte[] bytes() {
    return bytes(Kind.LLAMA);
  }

  /** The file of some kind. */
  public static byte[] bytes(Kind kind) {
    return new TinyModel(kind, CONTEXT, MERGES).writer().toBytes();
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
    String family = kind.family + ".";
    GgufWriter writer =
        new GgufWriter()
            .text("general.architecture", kind.family)
            .whole(family + "block_count", LAYERS)
            .whole(family + "context_length", context)
            .whole(family + "embedding_length", kind.width)
            .whole(family + "feed_forward_length", kind.hidden)
            .whole(family + "attention.head_count", HEADS)
            .whole(family + "attention.head_count_kv", KEY_HEADS)
            .real(family + "attention.layer_norm_rms_epsilon", 1e-5f)
            .real(family + "rope.freq_base", 1000)
            .text("tokenizer.ggml.model", "gpt2")
            .text("tokenizer.ggml.pre", kind.pieces)
            .texts("tokenizer.ggml.tokens", tokens)
            .wholes(
                "tokenizer.ggml.token_type",
                tokens.stream().map(t -> CONTROL.contains(t) ? 3 : 1).toList())
            .texts("tokenizer.ggml.merges", merges)
            .text(
                "tokenizer.chat_template",
                "{{ '<|im_start|>system\nBe brief.<|im_end|>\n' }}{{ '<|im_start|>' + role }}");
    int width = kind.width;
    int keyRows = width / HEADS * KEY_HEADS;
    matrix(writer, "token_embd", GgufType.Q8_0, tokens.size(), width);
    vector(writer, "output_norm.weight", width, 0.5);
    for (int i = 0; i < LAYERS; i++) {
      String layer = "blk." + i + ".";
      vector(writer, layer + "attn_norm.weight", width, 0.5);
      matrix(writer, layer + "attn_q", GgufType.Q4_1, width, width);
      matrix(writer, layer + "attn_k", GgufType.Q4_0, keyRows, width);
      matrix(writer, layer + "attn_v", GgufType.F16, keyRows, width);
      matrix(writer, layer + "attn_output", GgufType.BF16, width, width);
      vector(writer, layer + "ffn_norm.weight", width, 0.5);
      matrix(writer, layer + "ffn_gate", GgufType.F32, kind.hidden, width);
      matrix(writer, layer + "ffn_up", GgufType.Q4_1, kind.hidden, width);
      matrix(writer, layer + "ffn_down", GgufType.Q8_0, width, kind.hidden);
    }
    switch (kind) {
      case LLAMA -> {}
      case LLAMA_LONG -> {
        matrix(writer, "output", GgufType.F16, tokens.size(), width);
        vector(writer, "rope_freqs.weight", width / HEADS / 2, 1);
      }
      case QWEN2 -> {
        biases(writer, width, keyRows);
        matrix(writer, "output", GgufType.Q8_0, tokens.size(), width);
      }
      case QWEN2_K -> biases(writer, width, keyRows);
    }
    return writer;
  }

  private void biases(GgufWriter writer, int width, int keyRows) {
    for (int i = 0; i < LAYERS; i++) {
      vector(writer, "blk.%d.attn_q.bias".formatted(i), width, -0.5);
      vector(writer, "blk.%d.attn_k.bias".formatted(i), keyRows, -0.5);
      vector(writer, "blk.%d.attn_v.bias".formatted(i), keyRows, -0.5);
    }
  }

  /** Numbers from {@code least} to one more. */
  private void vector(GgufWriter writer, String name, int length, double least) {
    ByteBuffer out = ByteBuffer.allocate(length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      out.putFloat((float) (least + random.nextDouble()));
    }
    writer.tensor(name, GgufType.F32, out.array(), length);
  }

  private void matrix(GgufWriter writer, String name, GgufType usual, int rows, int columns) {
    GgufType type = kind == Kind.QWEN2_K ? superBlocks(usual) : usual;
    int blocks = rows * columns / type.blockElements();
    ByteBuffer out = ByteBuffer.allocate(blocks * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < blocks; i++) {
      block(type, out);
    }
    writer.tensor(name + ".weight", type, out.array(), rows, columns);
  }

  private static GgufType superBlocks(GgufType usual) {
    return usual.blockBytes() < 20 ? GgufType.Q4_K : GgufType.Q6_K;
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
      case Q4_K -> quantised(out, 140, 0.0006f, 0.004f);
      case Q6_K -> {
        quantised(out, 208);
        out.putShort(Float.floatToFloat16(0.00004f));
      }
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

  /** How GPT-2's vocabulary writes a byte. */
  static String spell(int b) {
    boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
    if (printable) {
      return String.valueOf((char) b);
    }
    int before = b <= 0x20 ? b : b < 0xA1 ? 33 + b - 0x7F : 33 + 34;
    return String.valueOf((char) (0x100 + before));
  }
}
