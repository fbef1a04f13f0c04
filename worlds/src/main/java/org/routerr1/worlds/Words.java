// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Two spellings of one name, told by one key. */
public final class Words {

  private static final Pattern CAMEL = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})");
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern INITIALS = Pattern.compile("(?<=\\b\\p{Lu}\\.) (?=\\p{Lu}\\.)");

  private Words() {}

  /** White space as single blanks, none at the ends. */
  public static String trim(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** The words of a relation's name: {@code placeOfBirth} and {@code place_of_birth} alike. */
  public static String ofRelation(String name) {
    return trim(CAMEL.matcher(name).replaceAll(" ").replace('_', ' ').replace('-', ' '))
        .toLowerCase(Locale.ROOT);
  }

  /** Lower case, no accents, no punctuation, no articles, single blanks. Empty for no words. */
  public static String key(String text) {
    String plain = ascii(text).toLowerCase(Locale.ROOT);
    StringBuilder all = new StringBuilder();
    StringBuilder key = new StringBuilder();
    int start = -1;
    for (int i = 0; i <= plain.length(); i++) {
      boolean inWord = i < plain.length() && isOfWord(plain.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        String word = plain.substring(start, i);
        append(all, word);
        if (!ARTICLES.contains(word)) {
          append(key, word);
        }
        start = -1;
      }
    }
    return (key.isEmpty() ? all : key).toString();
  }

  private static boolean isOfWord(char c) {
    return c == '+' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static void append(StringBuilder words, String word) {
    words.append(words.isEmpty() ? "" : " ").append(word);
  }

  /** Without accents. */
  public static String ascii(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
  }

  /** Initials written together: {@code J.K. Rowling}. */
  public static String joinedInitials(String name) {
    return INITIALS.matcher(name).replaceAll("");
  }
}
