// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns a vocabulary's merges from a text: the commonest pair of neighbours becomes one token, and
 * so on (Sennrich, Haddow and Birch 2016, algorithm 1).
 */
final class PairLearner {

  /** GPT-2's pieces without numbers, whose digits stand alone. */
  private static final Pattern PIECES =
      Pattern.compile(" ?\\p{L}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  private final List<List<String>> pieces = new ArrayList<>();

  private PairLearner(String text) {
    Matcher found = PIECES.matcher(text);
    while (found.find()) {
      pieces.add(new ArrayList<>(found.group().chars().mapToObj(TinyModel::spell).toList()));
    }
  }

  /** At most so many merges, as a GGUF file writes them: both halves with a space between. */
  static List<String> merges(String text, int most) {
    PairLearner learner = new PairLearner(text);
    List<String> merges = new ArrayList<>();
    while (merges.size() < most) {
      Map<String, Integer> counts = learner.pairs();
      if (counts.isEmpty()) {
        break;
      }
      String commonest = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
      merges.add(commonest);
      learner.merge(commonest);
    }
    return merges;
  }

  private Map<String, Integer> pairs() {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<String> piece : pieces) {
      for (int i = 1; i < piece.size(); i++) {
        counts.merge(piece.get(i - 1) + " " + piece.get(i), 1, Integer::sum);
      }
    }
    return counts;
  }

  private void merge(String pair) {
    String joined = pair.replace(" ", "");
    for (List<String> piece : pieces) {
      for (int i = 1; i < piece.size(); i++) {
        if (pair.equals(piece.get(i - 1) + " " + piece.get(i))) {
          piece.set(i - 1, joined);
          piece.remove(i);
        }
      }
    }
  }
}
