// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

/**
 * Text as a terminal may see it: what would move its cursor, change its colours or title, or turn
 * the direction of writing is shown as {@code \}{@code u001b} instead. Line feeds and tabs stay.
 */
final class Printable {

  private Printable() {}

  static String of(String text) {
    if (text.chars().noneMatch(Printable::acts)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 32);
    text.chars()
        .forEach(c -> {
          if (acts(c)) {
            shown.append("\\u%04x".formatted(c));
          } else {
            shown.append((char) c);
          }
        });
    return shown.toString();
  }

  /** All that act are in the first plane. */
  private static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> isBidirectional(c);
      default -> false;
    };
  }

  private static boolean isBidirectional(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || c >= 0x202A && c <= 0x202E
        || c >= 0x2066 && c <= 0x2069;
  }
}
