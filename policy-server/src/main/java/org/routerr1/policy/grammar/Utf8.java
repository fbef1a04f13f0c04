// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

/**
 * Follows UTF-8 byte by byte, so that a text made of tokens that hold parts of characters is whole
 * at its end. A state is one int: how the character begun goes on, and its bits so far.
 */
final class Utf8 {

  /** Between two characters. */
  static final int START = 0;

  /** The byte cannot come next. */
  static final int REJECT = -1;

  /** How many kinds of state there are; what may come next depends on the kind alone. */
  static final int KINDS = 8;

  private static final int KIND_BITS = 3;
  private static final int ONE_MORE = 1;
  private static final int TWO_MORE = 2;
  private static final int THREE_MORE = 3;
  // After these lead bytes the next byte is restricted: no overlong forms, surrogates, or >
  // U+10FFFF.
  private static final int AFTER_E0 = 4;
  private static final int AFTER_ED = 5;
  private static final int AFTER_F0 = 6;
  private static final int AFTER_F4 = 7;

  private Utf8() {}

  static int kind(int state) {
    return state & (KINDS - 1);
  }

  /** Bytes that the character begun still lacks. */
  static int missing(int state) {
    return switch (kind(state)) {
      case START -> 0;
      case ONE_MORE -> 1;
      case TWO_MORE, AFTER_E0, AFTER_ED -> 2;
      default -> 3;
    };
  }

  /** The state after one more byte. {@code START} with the finished character is in the bits. */
  static int next(int state, byte signed) {
    int b = signed & 0xff;
    int bits = state >>> KIND_BITS;
    return switch (kind(state)) {
      case START -> lead(b);
      case ONE_MORE -> more(b, 0x80, 0xBF, START, bits);
      case TWO_MORE -> more(b, 0x80, 0xBF, ONE_MORE, bits);
      case THREE_MORE -> more(b, 0x80, 0xBF, TWO_MORE, bits);
      case AFTER_E0 -> more(b, 0xA0, 0xBF, ONE_MORE, bits);
      case AFTER_ED -> more(b, 0x80, 0x9F, ONE_MORE, bits);
      case AFTER_F0 -> more(b, 0x90, 0xBF, TWO_MORE, bits);
      default -> more(b, 0x80, 0x8F, TWO_MORE, bits);
    };
  }

  /** The character that the last byte finished; only where {@code kind(state) == START}. */
  static int character(int state) {
    return state >>> KIND_BITS;
  }

  private static int lead(int b) {
    if (b < 0x80) {
      return b << KIND_BITS | START;
    }
    if (b >= 0xC2 && b <= 0xDF) {
      return (b & 0x1F) << KIND_BITS | ONE_MORE;
    }
    if (b >= 0xE0 && b <= 0xEF) {
      int kind = b == 0xE0 ? AFTER_E0 : b == 0xED ? AFTER_ED : TWO_MORE;
      return (b & 0x0F) << KIND_BITS | kind;
    }
    if (b >= 0xF0 && b <= 0xF4) {
      int kind = b == 0xF0 ? AFTER_F0 : b == 0xF4 ? AFTER_F4 : THREE_MORE;
      return (b & 0x07) << KIND_BITS | kind;
    }
    return REJECT;
  }

  private static int more(int b, int least, int most, int kind, int bits) {
    return b < least || b > most ? REJECT : (bits << 6 | b & 0x3F) << KIND_BITS | kind;
  }
}
