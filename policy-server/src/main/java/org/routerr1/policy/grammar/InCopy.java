// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.List;
import java.util.stream.IntStream;
import org.routerr1.policy.grammar.Sources.Place;

/**
 * Within a text that is copied from others.
 *
 * @param sources that it is copied from
 * @param used tokens so far
 * @param places what may be written next
 * @param whole whether the text may end here
 * @param written its tokens, where they matter
 */
record InCopy(
    ActionGrammar grammar,
    TextRule rule,
    int routes,
    Sources sources,
    int used,
    List<Place> places,
    boolean whole,
    int[] written)
    implements ActionState {

  @Override
  public int[] legal() {
    IntStream words = places.stream().mapToInt(Place::token);
    return (whole ? IntStream.concat(words, IntStream.of(rule.closing())) : words)
        .distinct()
        .sorted()
        .toArray();
  }

  @Override
  public ActionState after(int token) {
    if (whole && token == rule.closing()) {
      return grammar.close(rule, routes, written, token);
    }
    if (places.stream().noneMatch(p -> p.token() == token)) {
      throw new IllegalArgumentException("token %d is not legal here".formatted(token));
    }
    return new InCopy(
        grammar,
        rule,
        routes,
        sources,
        used + 1,
        sources.after(places, token, rule.limit() - used - 1),
        Sources.mayEnd(places, token),
        grammar.remember(rule, written, token));
  }

  @Override
  public boolean isFullAnswer() {
    return rule == grammar.answer() && whole && used == rule.limit();
  }

  @Override
  public boolean isFixed() {
    return false;
  }
}
