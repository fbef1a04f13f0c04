// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

/**
 * Within a tag or a name: a node of a trie.
 *
 * @param names who may be asked where a sub-question has just ended
 */
record InFixed(ActionGrammar grammar, Trie node, int routes, Trie names) implements ActionState {

  InFixed(ActionGrammar grammar, Trie node, int routes) {
    this(grammar, node, routes, grammar.unasked().everyone());
  }

  @Override
  public int[] legal() {
    return node.legal();
  }

  @Override
  public ActionState after(int token) {
    Trie child = node.child(token);
    Goal goal = child.goal();
    return goal == null
        ? new InFixed(grammar, child, routes, names)
        : grammar.enter(goal, routes, names);
  }

  @Override
  public boolean isFullAnswer() {
    return false;
  }

  @Override
  public boolean isFixed() {
    return true;
  }
}
