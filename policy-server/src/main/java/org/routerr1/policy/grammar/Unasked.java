// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.routerr1.policy.grammar.ActionLimits.Asked;
import org.routerr1.policy.tokenizer.Tokenizer;

/**
 * Who may be asked a sub-question: whoever has not answered it yet, and everyone where all have.
 *
 * @param everyone the names that are legal at all
 * @param others by sub-question, those who have not answered it
 */
record Unasked(Tokenizer tokenizer, Trie everyone, Map<String, Trie> others) {

  /** A text of which nothing is remembered. */
  static final int[] NOTHING = {};

  /**
   * Leaves out, sub-question by sub-question, who has answered it.
   *
   * @param path of a name in {@code everyone}
   */
  static Unasked of(
      Tokenizer tokenizer,
      Trie everyone,
      List<String> names,
      List<Asked> asked,
      Function<String, int[]> path) {
    Map<String, Set<String>> answered =
        asked.stream()
            .filter(route -> names.contains(route.name()))
            .collect(
                Collectors.groupingBy(
                    route -> route.query().strip(),
                    Collectors.mapping(Asked::name, Collectors.toSet())));
    Map<String, Trie> others = new HashMap<>();
    answered.forEach((query, by) -> {
      if (by.size() < names.size()) {
        Trie left = everyone;
        for (String name : by) {
          left = left.without(path.apply(name));
        }
        others.put(query, left);
      }
    });
    return new Unasked(tokenizer, everyone, Map.copyOf(others));
  }

  /** What is to be remembered of a sub-question after one more token. */
  int[] remember(int[] written, int token) {
    if (others.isEmpty()) {
      return NOTHING;
    }
    int[] more = Arrays.copyOf(written, written.length + 1);
    more[written.length] = token;
    return more;
  }

  /** Who may be asked what was written. */
  Trie names(int[] written) {
    if (others.isEmpty()) {
      return everyone;
    }
    return others.getOrDefault(tokenizer.decode(written).strip(), everyone);
  }
}
