// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

/** Normed last hidden states of the rows that a step wanted; the output matrix is yet to come. */
public interface Hidden extends AutoCloseable {

  /** How many rows there are. */
  int count();

  /** All logits, row upon row. */
  float[] logits();

  /**
   * The logits of some pairs of row and token: only these rows of the output matrix are computed.
   * They differ in the last bits from those of the whole product.
   */
  float[] logits(int[] ofRows, int[] tokens);

  /** Log-probabilities among all tokens of some rows, in the order asked for. */
  LogProbabilities logProbabilities(int[] ofRows);

  @Override
  void close();
}
