// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/**
 * Text to token ids and back, as the model was trained. Text is only text: a control token's
 * spelling in it is encoded letter by letter.
 */
public final class Tokenizer {

  private static final String MODEL = "tokenizer.ggml.model";

  /** Not GGUF's: llama.cpp normalises nothing, folders from Hugging Face may ask for it. */
  private static final String NORMALIZER = "tokenizer.normalizer";

  private final Vocabulary vocabulary;
  private final PreTokenizer preTokenizer;
  private final BytePairs pairs;
  private final boolean composes;
  private final int longest;

  private Tokenizer(
      Vocabulary vocabulary, PreTokenizer preTokenizer, BytePairs pairs, boolean composes) {
    this.vocabulary = vocabulary;
    this.preTokenizer = preTokenizer;
    this.pairs = pairs;
    this.composes = composes;
    this.longest = Math.max(1, vocabulary.longest());
  }

  /** Reads the tokenizer of a model file. */
  public static Tokenizer of(Metadata metadata) {
    String model = metadata.text(MODEL);
    if (!model.equals("gpt2")) {
      throw ModelFileException.unsupported(
          metadata.file(), "metadata " + MODEL, "is \"%s\", not \"gpt2\"".formatted(model));
    }
    Vocabulary vocabulary = Vocabulary.of(metadata);
    return new Tokenizer(
        vocabulary,
        PreTokenizer.of(metadata),
        new BytePairs(metadata, vocabulary),
        metadata.optionalText(NORMALIZER).filter("NFC"::equals).isPresent());
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The ids of a text. */
  public int[] encode(String text) {
    IntList ids = new IntList();
    for (String piece : preTokenizer.split(composed(text))) {
      pairs.encode(piece.getBytes(StandardCharsets.UTF_8), ids);
    }
    return ids.toArray();
  }

  /** How many ids a text has at least: told at once, where to find them would take long. */
  public int fewest(String text) {
    return Math.ceilDiv(composed(text).getBytes(StandardCharsets.UTF_8).length, longest);
  }

  private String composed(String text) {
    return composes ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
  }

  /** The text of ids; control tokens have none, and bytes that are no UTF-8 become U+FFFD. */
  public String decode(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      bytes.writeBytes(vocabulary.rawBytes(id));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
