// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

/**
 * Within free text.
 *
 * @param used tokens so far
 * @param utf8 where within a character the text stands
 * @param visible whether a visible character stands in it, or none is needed
 * @param written its tokens, where they matter
 */
record InText(
    ActionGrammar grammar,
    TextRule rule,
    int routes,
    int used,
    int utf8,
    boolean visible,
    int[] written)
    implements ActionState {

  @Override
  public int[] legal() {
    return grammar.textTokens().legal(utf8, visible, rule.limit() - used, rule.closing());
  }

  @Override
  public ActionState after(int token) {
    if (token == rule.closing() && visible && Utf8.missing(utf8) == 0) {
      return grammar.close(rule, routes, written, token);
    }
    int next = grammar.textTokens().after(utf8, token);
    if (next == TextTokens.REJECT || TextTokens.owed(next, visible) >= rule.limit() - used) {
      throw new IllegalArgumentException("token %d is not legal here".formatted(token));
    }
    return new InText(
        grammar,
        rule,
        routes,
        used + 1,
        next & ~TextTokens.VISIBLE,
        visible || (next & TextTokens.VISIBLE) != 0,
        grammar.remember(rule, written, token));
  }

  @Override
  public boolean isFullAnswer() {
    int[] legal = legal();
    return rule == grammar.answer() && legal.length == 1 && legal[0] == rule.closing();
  }

  @Override
  public boolean isFixed() {
    return false;
  }
}
