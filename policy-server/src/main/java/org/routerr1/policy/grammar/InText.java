// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.Arrays;

/**
 * Within free text.
 *
 * @param used tokens so far
 * @param utf8 where within a character the text stands
 * @param visible whether a visible character stands in it, or none is needed
 */
record InText(ActionGrammar grammar, TextRule rule, int routes, int used, int utf8, boolean visible)
    implements ActionState {

  /** A character lacks at most three bytes, and one more token may be needed to see something. */
  private static final int MOST_OWED = 4;

  @Override
  public int[] legal() {
    TextTokens tokens = grammar.textTokens();
    int left = rule.limit() - used;
    boolean closable = visible && Utf8.missing(utf8) == 0;
    if (left > MOST_OWED) {
      return closable ? tokens.legalOr(rule.closing()) : tokens.legal(utf8);
    }
    // Near the limit only what can still be finished in time.
    int[] inTime =
        Arrays.stream(tokens.legal(utf8)).filter(t -> owed(tokens.after(utf8, t)) < left).toArray();
    return closable ? TextTokens.with(inTime, rule.closing()) : inTime;
  }

  @Override
  public ActionState after(int token) {
    if (token == rule.closing() && visible && Utf8.missing(utf8) == 0) {
      return new InFixed(grammar, rule.end(), routes).after(token);
    }
    int next = grammar.textTokens().after(utf8, token);
    if (next == TextTokens.REJECT || owed(next) >= rule.limit() - used) {
      throw new IllegalArgumentException("token %d is not legal here".formatted(token));
    }
    return new InText(
        grammar,
        rule,
        routes,
        used + 1,
        next & ~TextTokens.VISIBLE,
        visible || (next & TextTokens.VISIBLE) != 0);
  }

  /** Tokens that the text still needs after one that led to this result. */
  private int owed(int result) {
    boolean seen = visible || (result & TextTokens.VISIBLE) != 0;
    return Utf8.missing(result & ~TextTokens.VISIBLE) + (seen ? 0 : 1);
  }
}
