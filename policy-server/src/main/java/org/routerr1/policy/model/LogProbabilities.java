// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.List;

/** Log-probabilities among all tokens, at temperature 1; used before the model's next step. */
public interface LogProbabilities extends AutoCloseable {

  /** Those of some pairs of row and token. */
  float[] at(int[] rows, int[] tokens);

  /**
   * What is forbidden where only {@code legal} tokens may come; good for any table of the model.
   *
   * @param legal ascending, not empty
   */
  Mask mask(int[] legal);

  /** Makes choices, each by itself. */
  List<Chosen> choose(List<Asked> asked);

  @Override
  void close();

  /** Forbidden tokens of a row, made once for a set of legal ones. */
  interface Mask extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A choice among many legal tokens.
   *
   * @param row of this table
   * @param temperature 0: the likeliest
   * @param point from 0 to 1, exclusive: where in the legal tokens' mass, by id, the choice falls
   * @param given a token that is chosen already and only to be looked at, or −1
   */
  record Asked(int row, Mask mask, double temperature, double point, int given) {}

  /** What was chosen, and its log-probability among the legal and among all tokens. */
  record Chosen(int token, double logprob, double freeLogprob) {}
}
