// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words that a grounded sub-question is made of: those of the question and of the replies so
 * far, and "of". Pure.
 */
public final class QueryWords {

  private static final Pattern TAG = Pattern.compile("</?information>");
  private static final Pattern SPEAKER = Pattern.compile("^[^:\\n]{1,64}: ", Pattern.MULTILINE);
  private static final Pattern FAILED = Pattern.compile("^\\[.*]$", Pattern.MULTILINE);
  private static final Pattern EDGES =
      Pattern.compile("^[\\p{Punct}&&[^+]]+|[\\p{Punct}&&[^.+)]]+$");
  private static final Pattern POSSESSIVE = Pattern.compile("['’]s$");

  private QueryWords() {}

  /**
   * The words, each once, in their order.
   *
   * @param observations as the policy saw them
   */
  public static List<String> of(String question, List<String> observations) {
    Set<String> words = new LinkedHashSet<>();
    add(words, question);
    for (String observation : observations) {
      String bare = TAG.matcher(observation).replaceAll("");
      add(words, SPEAKER.matcher(FAILED.matcher(bare.strip()).replaceAll("")).replaceAll(""));
    }
    words.add("of");
    return List.copyOf(words);
  }

  private static void add(Set<String> words, String text) {
    for (String raw : text.strip().split("\\s+")) {
      String word = EDGES.matcher(raw).replaceAll("");
      if (word.isEmpty()) {
        continue;
      }
      // An abbreviation keeps its dot, a sentence's last word loses it: both may be meant.
      if (word.endsWith(".")) {
        words.add(word.substring(0, word.length() - 1));
      }
      words.add(word);
      words.add(POSSESSIVE.matcher(word).replaceAll(""));
    }
    words.remove("");
  }
}
