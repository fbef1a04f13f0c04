// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/** How a text falls into pieces before pairs are merged; pairs are never merged across pieces. */
enum PreTokenizer {
  /** GPT-2's pieces, with every digit a piece of its own. */
  SMOLLM("smollm");

  private static final String NAME = "tokenizer.ggml.pre";

  private static final Pattern DIGIT = Pattern.compile("\\p{N}");

  /** Contractions, words, numbers and symbols with the space before them, white space. */
  private static final Pattern GPT2 =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private final String ggufName;

  PreTokenizer(String ggufName) {
    this.ggufName = ggufName;
  }

  static PreTokenizer of(Metadata metadata) {
    String name = metadata.text(NAME);
    for (PreTokenizer known : values()) {
      if (known.ggufName.equals(name)) {
        return known;
      }
    }
    throw ModelFileException.unsupported(
        metadata.file(), "metadata " + NAME, "is \"%s\", not \"smollm\"".formatted(name));
  }

  /** The pieces of a text, in order; joined they are the text. */
  List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher digits = DIGIT.matcher(text);
    int from = 0;
    while (digits.find()) {
      splitWords(text.substring(from, digits.start()), pieces);
      pieces.add(digits.group());
      from = digits.end();
    }
    splitWords(text.substring(from), pieces);
    return pieces;
  }

  private static void splitWords(String text, List<String> pieces) {
    Matcher words = GPT2.matcher(text);
    int from = 0;
    while (words.find()) {
      if (words.start() > from) {
        pieces.add(text.substring(from, words.start()));
      }
      pieces.add(words.group());
      from = words.end();
    }
    if (from < text.length()) {
      pieces.add(text.substring(from));
    }
  }
}
