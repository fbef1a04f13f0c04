// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares an answer with the right ones, as is usual for question answering (SQuAD's rules, which
 * the paper uses too): exact match, F1 over tokens, and whether a right answer is contained. Of
 * several right answers the best match counts.
 */
public final class Answers {

  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
  // The boundary is that of letters and numbers of any script, underscores being gone already.
  private static final Pattern ARTICLE =
      Pattern.compile("(?<![\\p{L}\\p{N}])(?:an?|the)(?![\\p{L}\\p{N}])");
  private static final Pattern SPACE = Pattern.compile("[\\p{IsWhite_Space}\\x1c-\\x1f]+");
  private static final Set<String> CLOSED = Set.of("yes", "no", "noanswer");

  private Answers() {}

  /**
   * Lower case, without ASCII punctuation, without the English articles, white space collapsed; in
   * this order.
   */
  public static String normalise(String text) {
    String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String spaced = ARTICLE.matcher(bare).replaceAll(" ");
    return SPACE.matcher(spaced).replaceAll(" ").strip();
  }

  /** Whether the answer equals a right one after normalisation. */
  public static boolean exactMatch(String answer, Collection<String> golds) {
    String normal = normalise(answer);
    return golds.stream().anyMatch(gold -> normalise(gold).equals(normal));
  }

  /**
   * Harmonic mean of precision and recall over the multisets of tokens, 0 to 1. A yes, no or
   * noanswer on either side counts only if both sides agree.
   */
  public static double f1(String answer, Collection<String> golds) {
    String normal = normalise(answer);
    return golds.stream().mapToDouble(gold -> f1Of(normal, normalise(gold))).max().orElse(0);
  }

  /**
   * Whether a right answer stands in the answer as a run of whole tokens. A right answer of which
   * nothing is left after normalisation is contained in nothing.
   */
  public static boolean contained(String answer, Collection<String> golds) {
    String padded = " " + normalise(answer) + " ";
    return golds.stream()
        .map(Answers::normalise)
        .anyMatch(gold -> !gold.isEmpty() && padded.contains(" " + gold + " "));
  }

  private static double f1Of(String answer, String gold) {
    if ((CLOSED.contains(answer) || CLOSED.contains(gold)) && !answer.equals(gold)) {
      return 0;
    }
    List<String> answerTokens = tokens(answer);
    List<String> goldTokens = tokens(gold);
    List<String> unmatched = new ArrayList<>(goldTokens);
    long same = answerTokens.stream().filter(unmatched::remove).count();
    if (same == 0) {
      return 0;
    }
    double precision = (double) same / answerTokens.size();
    double recall = (double) same / goldTokens.size();
    return 2 * precision * recall / (precision + recall);
  }

  private static List<String> tokens(String normal) {
    return normal.isEmpty() ? List.of() : Arrays.asList(normal.split(" "));
  }
}
