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

  /** A character lacks at most three bytes, and one more token may be needed to see something. */
  private static final int MOST_OWED = 4;

  private static final int NONE = -1;

  private final byte[][] bytes;

  /** By kind of UTF-8 state: the tokens that may follow, ascending. */
  private final int[][] legal = new int[Utf8.KINDS][];

  /** What may follow between two characters: the same for all texts of a kind. */
  private final Map<Between, int[]> between = new ConcurrentHashMap<>();

  private record Between(boolean visible, int left, int closing) {}

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
      // All forbidden characters are single bytes; what finishes a longer one is not asked here.
      if (b >= 0 && isForbidden(b)) {
        return REJECT;
      }
      now = Utf8.next(now, b);
      if (now == Utf8.REJECT) {
        return REJECT;
      }
      if (Utf8.kind(now) == Utf8.START) {
        visible |= isVisible(Utf8.character(now)) ? VISIBLE : 0;
        now = Utf8.START;
      }
    }
    return now | visible;
  }

  /**
   * The tokens that may follow, ascending, not to be changed: those after which the text can still
   * be finished in time, and the closing tag's first token where the text is finished now.
   *
   * @param visible whether the text holds something to see, or needs nothing
   * @param left tokens up to the limit
   */
  int[] legal(int state, boolean visible, int left, int closing) {
    int enough = Math.min(left, MOST_OWED + 1);
    if (Utf8.kind(state) != Utf8.START) {
      return inTime(state, visible, enough);
    }
    return between.computeIfAbsent(
        new Between(visible, enough, visible ? closing : NONE), this::between);
  }

  /** Tokens that a text still needs after one that led to this result. */
  static int owed(int result, boolean visible) {
    boolean seen = visible || (result & VISIBLE) != 0;
    return Utf8.missing(result & ~VISIBLE) + (seen ? 0 : 1);
  }

  private int[] between(Between point) {
    int[] tokens = inTime(Utf8.START, point.visible, point.left);
    if (point.closing == NONE) {
      return tokens;
    }
    int[] all = Arrays.copyOf(tokens, tokens.length + 1);
    all[tokens.length] = point.closing;
    Arrays.sort(all);
    return all;
  }

  private int[] inTime(int state, boolean visible, int left) {
    int[] tokens = legal[Utf8.kind(state)];
    return left > MOST_OWED
        ? tokens
        : Arrays.stream(tokens).filter(t -> owed(after(state, t), visible) < left).toArray();
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
