// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as a list of lower-case words without punctuation, for comparing questions. */
final class Words {

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Words() {}

  static List<String> of(String text) {
    return SEPARATORS
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  /** Whether the phrase stands at this place in the words. */
  static boolean standsAt(List<String> words, int place, List<String> phrase) {
    return place + phrase.size() <= words.size()
        && words.subList(place, place + phrase.size()).equals(phrase);
  }

  static boolean contains(List<String> words, List<String> phrase) {
    for (int i = 0; i + phrase.size() <= words.size(); i++) {
      if (standsAt(words, i, phrase)) {
        return true;
      }
    }
    return false;
  }
}
