// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;

/**
 * What was decided, to the token.
 *
 * @param promptHash SHA-256 over the prompt's ids as little-endian 32-bit numbers, hexadecimal
 * @param tokens the action, tags included
 * @param text what the tokens say
 * @param promptTokens length of the prompt
 * @param cachedTokens how many of them were not computed anew
 * @param micros from the request's arrival to the decision
 * @param batchDependent whether its last bits may depend on what else was computed
 * @param answerCut whether it is an answer that was closed at its limit of tokens
 */
public record Decision(
    String policyVersion,
    String promptHash,
    List<Token> tokens,
    String text,
    int promptTokens,
    int cachedTokens,
    long seed,
    long micros,
    boolean batchDependent,
    boolean answerCut) {

  /**
   * One token.
   *
   * @param logprob among the legal tokens, at temperature 1; 0 where only one was legal
   * @param freeLogprob among all tokens, at temperature 1; not a number where it was not asked for
   */
  public record Token(int id, float logprob, float freeLogprob) {}

  /** Rough size in memory. */
  long bytes() {
    return 400 + 40L * tokens.size() + 2L * text.length();
  }
}
