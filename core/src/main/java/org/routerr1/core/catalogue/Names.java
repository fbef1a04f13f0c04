// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import org.jspecify.annotations.Nullable;

/** What a candidate may be called: the protocol must be able to carry the name. */
final class Names {

  private Names() {}

  /** Why a name is refused, with the remedy; null if it is good. */
  static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "is empty: write a name";
    }
    int bad =
        name.codePoints()
            .filter(c ->
                c == '<'
                    || c == ':'
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || isInvisible(c))
            .findFirst()
            .orElse(-1);
    if (bad < 0) {
      return null;
    }
    String shown =
        bad == ' '
            ? "a space"
            : isInvisible(bad) || Character.isSpaceChar(bad)
                ? "U+%04X".formatted(bad)
                : "`" + Character.toString(bad) + "`";
    return "holds "
        + shown
        + ": use letters, digits, `-`, `_`, `.` and `/` (the protocol writes `name:question`)";
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
      default -> false;
    };
  }
}
