// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.routerr1.policy.tokenizer.Tokenizer;

/**
 * The tokens that a text may hold where its words are given: those of each word with and without a
 * leading space. Where they allow no way on (a character could not be finished in time), all tokens
 * of free text are legal. Thread-safe.
 */
final class QueryWords {

  private final int[] tokens;

  /** By set of otherwise legal tokens, which free text makes once and hands out again. */
  private final Map<int[], int[]> known = new ConcurrentHashMap<>();

  private QueryWords(int[] tokens) {
    this.tokens = tokens;
  }

  /** Words are parts of the entries without white space. */
  static QueryWords of(List<String> entries, Tokenizer tokenizer) {
    return new QueryWords(
        entries.stream()
            .flatMap(e -> Arrays.stream(e.strip().split("\\s+")))
            .filter(word -> !word.isEmpty())
            .distinct()
            .flatMap(word -> Stream.of(word, " " + word))
            .flatMapToInt(text -> IntStream.of(tokenizer.encode(text)))
            .sorted()
            .distinct()
            .toArray());
  }

  /**
   * Of the legal tokens those of the words.
   *
   * @param closing the closing tag's first token, which stays
   */
  int[] among(int[] legal, int closing) {
    return known.computeIfAbsent(
        legal,
        l -> {
          int[] left =
              Arrays.stream(l)
                  .filter(t -> t == closing || Arrays.binarySearch(tokens, t) >= 0)
                  .toArray();
          return left.length == 0 ? l : left;
        });
  }
}
