// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.learner;

/**
 * What both sides compute.
 *
 * @param trees of an update, each a prompt and one action: nothing is shared, as the peer cannot
 * @param prompt words of such a prompt, about a token each
 * @param action words of such an action
 * @param samples of one prompt in a rollout
 * @param question words of that prompt
 * @param text tokens of each of the two texts that a sample writes
 */
record Shape(int trees, int prompt, int action, int samples, int question, int text) {

  static final Shape WHOLE = new Shape(4, 180, 60, 8, 330, 24);
  static final Shape QUICK = new Shape(2, 40, 12, 4, 60, 6);

  /** LoRA's rank, in all seven matrices of a layer. */
  static final int RANK = 16;

  /** Layers below are run without gradient: two fifths of SmolLM2's thirty. */
  static final int FIRST_LAYER = 12;

  /** Tokens that a thought or an answer may have: an update's are words, of two tokens at most. */
  int longestText() {
    return Math.max(text, 2 * action);
  }
}
