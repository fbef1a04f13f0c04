// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.routerr1.worlds.Words;

/** Nearness of questions by the rare words that they share (inverse document frequency, cosine). */
final class TextSimilarity {

  private final List<Set<String>> texts;
  private final Map<String, Double> rarity = new HashMap<>();

  TextSimilarity(List<String> texts) {
    this.texts = texts.stream().map(TextSimilarity::words).toList();
    Map<String, Integer> counts = new HashMap<>();
    this.texts.forEach(words -> words.forEach(word -> counts.merge(word, 1, Integer::sum)));
    counts.forEach((word, n) -> rarity.put(word, Math.log(1 + (double) texts.size() / n)));
  }

  /** Places of the nearest, the nearest first; equals in their order. */
  List<Integer> nearest(String text, int most) {
    Set<String> words = words(text);
    return IntStream.range(0, texts.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -cosine(words, texts.get(i))))
        .limit(most)
        .toList();
  }

  private double cosine(Set<String> one, Set<String> other) {
    double shared = one.stream().filter(other::contains).mapToDouble(w -> square(w)).sum();
    double lengths = Math.sqrt(length(one) * length(other));
    return lengths == 0 ? 0 : shared / lengths;
  }

  private double length(Set<String> words) {
    return words.stream().mapToDouble(this::square).sum();
  }

  private double square(String word) {
    double weight = rarity.getOrDefault(word, 1.0);
    return weight * weight;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(Words.key(text).split(" ")));
  }
}
