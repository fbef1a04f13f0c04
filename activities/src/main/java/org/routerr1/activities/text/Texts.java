// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Foreign text made fit for the books, and cut for people. */
public final class Texts {

  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /**
   * The text without what no database column and no UTF-8 can hold: NUL and halves of surrogate
   * pairs become U+FFFD.
   */
  public static String storable(String text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        if (changed == null) {
          changed = new StringBuilder(text);
        }
        changed.setCharAt(i, REPLACEMENT);
      }
    }
    return changed == null ? text : changed.toString();
  }

  /** The text on one line, at most this many characters. */
  public static String line(String text, int most) {
    String one = storable(text).replaceAll("\\s+", " ").strip();
    if (one.length() <= most) {
      return one;
    }
    int end = Character.isHighSurrogate(one.charAt(most - 2)) ? most - 2 : most - 1;
    return one.substring(0, end) + "…";
  }

  /** The text as printable ASCII without spaces: everything else, and {@code %}, as %XX. */
  public static String ascii(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0x20 && b < 0x7f && b != '%') {
        out.append((char) b);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  /** UTF-8 bytes: no byte-level tokenizer makes more tokens of a text. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
