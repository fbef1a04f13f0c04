// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.routerr1.policy.tokenizer.Vocabulary;

/**
 * Which tokens free text may hold: no {@code <}, so that no tag can be forged; no control token; no
 * control character but tab and line ends; and nothing that is not UTF-8. Made once for a
 * vocabulary; immutable.
 */
final class TextTokens {

  /** The token cannot follow. */
  static final int REJECT = Utf8.REJECT;

  /** Set in the result of {@link #after} where the token finished a visible character. */
  static final int VISIBLE = 1 << 30;

  private final byte[][] bytes;

  /** By kind of UTF-8 state: the tokens that may follow, ascending. */
  private final int[][] legal = new int[Utf8.KINDS][];

  /** The tokens between two characters together with a closing tag's first token. */
  private final Map<Integer, int[]> legalOrClosing = new ConcurrentHashMap<>();

  TextTokens(Vocabulary vocabulary) {
    bytes = new byte[vocabulary.size()][];
    for (int id = 0; id < bytes.length; id++) {
      bytes[id] = vocabulary.bytes(id);
    }
    for (int kind = 0; kind < Utf8.KINDS; kind++) {
      int[] tokens = new int[bytes.length];
      int count = 0;
      boolean completes = false;
      for (int id = 0; id < bytes.length; id++) {
        if (after(kind, id) != REJECT) {
          tokens[count++] = id;
          completes |= bytes[id].length == 1;
        }
      }
      if (!completes) {
        throw new IllegalArgumentException(
            "the vocabulary has no single bytes to finish a character with (UTF-8 state %d)"
                .formatted(kind));
      }
      legal[kind] = Arrays.copyOf(tokens, count);
    }
  }

  /**
   * The UTF-8 state after a token, with {@link #VISIBLE} set where it finished a character that one
   * can see.
   */
  int after(int state, int token) {
    int visible = 0;
    int now = state;
    if (bytes[token].length == 0) {
      return REJECT;
    }
    for (byte b : bytes[token]) {
      now = Utf8.next(now, b);
      if (now == Utf8.REJECT) {
        return REJECT;
      }
      if (Utf8.kind(now) == Utf8.START) {
        int character = Utf8.character(now);
        if (isForbidden(character)) {
          return REJECT;
        }
        visible |= isVisible(character) ? VISIBLE : 0;
        now = Utf8.START;
      }
    }
    return now | visible;
  }

  /** The tokens that may follow in a state. Not to be changed. */
  int[] legal(int state) {
    return legal[Utf8.kind(state)];
  }

  /** The tokens that may follow between two characters, or {@code closing}. Not to be changed. */
  int[] legalOr(int closing) {
    return legalOrClosing.computeIfAbsent(closing, c -> with(legal[Utf8.START], c));
  }

  static int[] with(int[] tokens, int more) {
    int[] all = Arrays.copyOf(tokens, tokens.length + 1);
    all[tokens.length] = more;
    Arrays.sort(all);
    return all;
  }

  private static boolean isForbidden(int c) {
    return c == '<' || c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f;
  }

  private static boolean isVisible(int c) {
    return !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }
}
