// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

/** Shortens text and shows that it did. */
final class Cut {

  private Cut() {}

  /** At most {@code chars} chars, the last being an ellipsis if something was cut off. */
  static String to(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    if (chars < 1) {
      return "";
    }
    int end = chars - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
