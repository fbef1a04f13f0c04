// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds which of many phrases stand in a text, without trying each of them. */
final class PhraseIndex<T> {

  private record Entry<T>(List<String> phrase, T value) {}

  private final Map<String, List<Entry<T>>> byFirstWord = new HashMap<>();

  /** Phrases without a word are refused. */
  void add(List<String> phrase, T value) {
    if (phrase.isEmpty()) {
      throw new IllegalArgumentException("no word in it");
    }
    byFirstWord
        .computeIfAbsent(phrase.getFirst(), w -> new ArrayList<>())
        .add(new Entry<>(phrase, value));
  }

  /** Values of the phrases that stand in the words, in the order of their places. */
  Stream<T> in(List<String> words) {
    return IntStream.range(0, words.size())
        .boxed()
        .flatMap(i ->
            byFirstWord.getOrDefault(words.get(i), List.of()).stream()
                .filter(e -> Words.standsAt(words, i, e.phrase()))
                .map(Entry::value));
  }
}
