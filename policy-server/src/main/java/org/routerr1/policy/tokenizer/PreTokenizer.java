// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/** How a text falls into pieces before pairs are merged; pairs are never merged across pieces. */
enum PreTokenizer {
  /**
   * GPT-2's pieces (contractions, words, numbers and symbols with the space before them, white
   * space), with every digit a piece of its own.
   */
  SMOLLM(
      "smollm",
      "\\p{N}",
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
  /**
   * Contractions in any case, words with one sign before them, single digits, symbols with the line
   * ends after them, white space up to a line end, other white space.
   */
  QWEN2(
      "qwen2",
      "",
      "'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

  private static final String NAME = "tokenizer.ggml.pre";

  private final String ggufName;
  private final List<Pattern> steps;

  /**
   * @param first what is cut out before the rest falls into pieces; nothing if empty
   */
  PreTokenizer(String ggufName, String first, String pieces) {
    this.ggufName = ggufName;
    Pattern last = Pattern.compile(pieces, Pattern.UNICODE_CHARACTER_CLASS);
    this.steps = first.isEmpty() ? List.of(last) : List.of(Pattern.compile(first), last);
  }

  static PreTokenizer of(Metadata metadata) {
    String name = metadata.text(NAME);
    return Arrays.stream(values())
        .filter(known -> known.ggufName.equals(name))
        .findAny()
        .orElseThrow(() ->
            ModelFileException.unsupported(
                metadata.file(),
                "metadata " + NAME,
                "is \"%s\", none of %s"
                    .formatted(name, Arrays.stream(values()).map(k -> k.ggufName).toList())));
  }

  /** The pieces of a text, in order; joined they are the text. */
  List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    split(text, 0, pieces);
    return pieces;
  }

  private void split(String text, int step, List<String> pieces) {
    if (text.isEmpty()) {
      return;
    }
    if (step == steps.size()) {
      pieces.add(text);
      return;
    }
    // What the last pattern leaves out is a piece too; what an earlier one finds is done with.
    Matcher found = steps.get(step).matcher(text);
    int from = 0;
    while (found.find()) {
      split(text.substring(from, found.start()), step + 1, pieces);
      pieces.add(found.group());
      from = found.end();
    }
    split(text.substring(from), step + 1, pieces);
  }
}
