// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;

/** Normed last hidden states of the rows that a step wanted; the output matrix is yet to come. */
public final class Hidden implements AutoCloseable {

  private final Programs programs;
  private final IValue rows;
  private final Lane lane;
  private final IValue output;
  private final int count;
  private final int vocabulary;

  Hidden(Programs programs, IValue rows, Lane lane, IValue output, int count, int vocabulary) {
    this.programs = programs;
    this.rows = rows;
    this.lane = lane;
    this.output = output;
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
        IValue logits = run("logits", rows, lane.head())) {
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
        IValue logits = programs.run("some_logits", rows, r, t, output)) {
      return Programs.floats(step, logits);
    }
  }

  /** Log-probabilities among all tokens of some rows, in the order asked for. */
  public LogProbabilities logProbabilities(int[] ofRows) {
    try (NDManager step = programs.newOwner();
        IValue r = IValue.from(Programs.longs(step, ofRows))) {
      return new LogProbabilities(
          programs, run("log_probabilities", rows, r, lane.head()), vocabulary);
    }
  }

  private IValue run(String method, IValue... arguments) {
    synchronized (lane) {
      return programs.run(method, arguments);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
