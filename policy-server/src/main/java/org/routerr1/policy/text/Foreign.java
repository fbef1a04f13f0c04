// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.text;

/** Shows words that come from a file and not from us: on one line, and not without end. */
public final class Foreign {

  private static final int MOST = 200;

  private Foreign() {}

  /** The words with every control character and line separator as {@code \}{@code uXXXX}, cut. */
  public static String shown(String words) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.length() && out.length() < MOST; i++) {
      char c = words.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        out.append("\\u%04X".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.length() < MOST ? out.toString() : out.append('…').toString();
  }

  /** A place in a file and what is the matter there; both may hold words of the file. */
  public static String shown(String place, String problem) {
    return shown(place) + ": " + shown(problem);
  }
}
