// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import org.jspecify.annotations.Nullable;

/**
 * Whether a text has nothing to see: no letter, digit, sign or symbol, only spaces, control and
 * format characters (zero-width ones too), marks without a letter, and letters that Unicode draws
 * empty.
 */
public final class Blank {

  private static final String EMPTY_LETTERS = "\u115F\u1160\u2800\u3164\uFFA0";

  private Blank() {}

  public static boolean is(@Nullable String text) {
    return text == null || text.codePoints().noneMatch(Blank::isVisible);
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          false;
      default -> EMPTY_LETTERS.indexOf(c) < 0;
    };
  }
}
