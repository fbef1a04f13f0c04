// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.Optional;

/**
 * The strict grammar of one decision as an automaton over tokens: a thought, then routes (the need
 * first, then who is asked) or an answer. Where only one token is legal there is nothing to decide.
 *
 * <p>Tags are written as the tokenizer encodes them by themselves; free text holds no token with
 * {@code <} in it, so a text and the tag that closes it can never be confused, and a name is a path
 * in a trie that ends with the closing tag, so names may begin each other.
 *
 * @param thoughts the only ones that may be written; none: any text
 * @param maxRoutes 0 where only an answer is legal
 */
public record ActionGrammar(
    TextTokens textTokens,
    Trie opening,
    TextRule thought,
    Optional<Trie> thoughts,
    Trie action,
    TextRule query,
    Unasked unasked,
    Trie another,
    TextRule answer,
    int maxRoutes) {

  /** The point before the first token. */
  public ActionState start() {
    return new InFixed(this, opening, 0);
  }

  /** Upper bound of an action's length in tokens. */
  public int maxTokens() {
    int route = another.depth() + text(query) + unasked.everyone().depth();
    return opening.depth()
        + text(thought)
        + Math.max(action.depth() + text(answer), action.depth() + maxRoutes * route);
  }

  /**
   * The point behind a fixed sequence.
   *
   * @param names who may be asked, where a name comes next
   */
  ActionState enter(Goal goal, int routes, Trie names) {
    return switch (goal) {
      case THOUGHT -> think(routes);
      case ACTION -> new InFixed(this, action, routes);
      case QUERY -> begin(query, routes);
      case NAME -> new InFixed(this, names, routes);
      case ROUTE_DONE ->
          routes + 1 == maxRoutes ? new Ended() : new InFixed(this, another, routes + 1);
      case ANSWER -> begin(answer, routes);
      case END -> new Ended();
    };
  }

  private ActionState think(int routes) {
    return thoughts
        .<ActionState>map(fixed -> new InFixed(this, fixed, routes))
        .orElseGet(() -> begin(thought, routes));
  }

  /** A text that cannot be copied within its limit, or from nothing, is free. */
  private ActionState begin(TextRule rule, int routes) {
    Optional<InCopy> copy =
        rule.sources()
            .map(s ->
                new InCopy(this, rule, routes, s, 0, s.begin(rule.limit()), false, Unasked.NOTHING))
            .filter(state -> !state.places().isEmpty());
    if (copy.isPresent()) {
      return copy.get();
    }
    return new InText(this, rule, routes, 0, Utf8.START, !rule.needsVisible(), Unasked.NOTHING);
  }

  /** What is remembered of a text after one more token: of sub-questions all, of others nothing. */
  int[] remember(TextRule rule, int[] written, int token) {
    return rule == query ? unasked.remember(written, token) : Unasked.NOTHING;
  }

  /** The point after the token that begins the end of a text. */
  ActionState close(TextRule rule, int routes, int[] written, int token) {
    Trie names = rule == query ? unasked.names(written) : unasked.everyone();
    return new InFixed(this, rule.end(), routes, names).after(token);
  }

  private static int text(TextRule rule) {
    return rule.limit() + rule.end().depth();
  }
}
