// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

/** Within a tag or a name: a node of a trie. */
record InFixed(ActionGrammar grammar, Trie node, int routes) implements ActionState {

  @Override
  public int[] legal() {
    return node.legal();
  }

  @Override
  public ActionState after(int token) {
    Trie child = node.child(token);
    Goal goal = child.goal();
    return goal == null ? new InFixed(grammar, child, routes) : grammar.enter(goal, routes);
  }

  @Override
  public boolean isFullAnswer() {
    return false;
  }
}
