// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;

/** Normed last hidden states of the rows that a step wanted; the output matrix is yet to come. */
public final class Hidden implements AutoCloseable {

  private final Programs programs;
  private final IValue rows;
  private final Runner runner;
  private final int lane;
  private final int count;
  private final int vocabulary;

  Hidden(Programs programs, IValue rows, Runner runner, int lane, int count, int vocabulary) {
    this.programs = programs;
    this.rows = rows;
    this.runner = runner;
    this.lane = lane;
    this.count = count;
    this.vocabulary = vocabulary;
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  /** All logits, row upon row. */
  public float[] logits() {
    if (count == 0) {
      return new float[0];
    }
    try (NDManager step = programs.newOwner();
        IValue logits = runner.logits(step, lane, rows)) {
      return Programs.floats(step, logits);
    }
  }

  /**
   * The logits of some pairs of row and token: only these rows of the output matrix are computed.
   * They differ in the last bits from those of the whole product.
   */
  public float[] logits(int[] ofRows, int[] tokens) {
    try (NDManager step = programs.newOwner();
        IValue r = IValue.from(Programs.longs(step, ofRows));
        IValue t = IValue.from(Programs.longs(step, tokens));
        IValue logits = programs.run("some_logits", rows, r, t, runner.output())) {
      return Programs.floats(step, logits);
    }
  }

  /** Log-probabilities among all tokens of some rows, in the order asked for. */
  public LogProbabilities logProbabilities(int[] ofRows) {
    try (NDManager step = programs.newOwner();
        IValue r = IValue.from(Programs.longs(step, ofRows));
        IValue some = programs.run("pick", rows, r);
        IValue logits = runner.logits(step, lane, some)) {
      return new LogProbabilities(programs, programs.run("among_all", logits), vocabulary);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
