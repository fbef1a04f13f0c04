// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.List;

/**
 * Prompts and actions merged to a trie of tokens in depth-first order: common beginnings stand in
 * it once. A token sees those of its own path.
 *
 * @param tokens ids
 * @param depth place of each token on its path, from 0
 * @param last place of the last token that sees this one
 * @param decisions where something could be chosen
 * @param terms what was chosen, and what that is worth
 * @param moves what a teacher would do
 */
record Tree(
    int[] tokens,
    int[] depth,
    int[] last,
    List<Decision> decisions,
    List<Term> terms,
    List<Move> moves) {

  /**
   * An action of a teacher as a whole.
   *
   * @param place of the decision that it is one of, the same for all its moves
   * @param terms by place those that say what is done and who is asked
   */
  record Move(int place, float mass, List<Integer> terms) {}

  /**
   * A choice among several legal tokens.
   *
   * @param row the token before it, whose hidden state decides
   * @param legal ascending, at least two
   */
  record Decision(int row, int[] legal, Span span) {}

  /** A token that was chosen. */
  sealed interface Term {
    /** Index into the decisions. */
    int decision();

    /** Index into the decision's legal tokens. */
    int choice();
  }

  /** Chosen by a teacher with such a mass. */
  record Taught(int decision, int choice, float mass) implements Term {}

  /**
   * Chosen by the policy.
   *
   * @param sampler log-probability under the sampler; NaN: unknown
   * @param sample of the tree
   */
  record Tried(int decision, int choice, float advantage, float sampler, int sample)
      implements Term {}

  int size() {
    return tokens.length;
  }
}
