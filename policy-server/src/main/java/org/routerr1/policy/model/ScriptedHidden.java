// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;

/**
 * Hidden states in PyTorch's memory, read by {@link OutputProgram}.
 *
 * @param rows normed
 * @param count of rows
 */
record ScriptedHidden(
    Programs programs, LoadedWeights weights, IValue rows, int count, int vocabulary)
    implements Hidden {

  @Override
  public float[] logits() {
    if (count == 0) {
      return new float[0];
    }
    try (NDManager step = programs.newOwner();
        IValue logits = programs.run("logits", rows, weights.head())) {
      return Programs.floats(step, logits);
    }
  }

  @Override
  public float[] logits(int[] ofRows, int[] tokens) {
    try (NDManager step = programs.newOwner();
        IValue r = IValue.from(Programs.longs(step, ofRows));
        IValue t = IValue.from(Programs.longs(step, tokens));
        IValue logits = programs.run("some_logits", rows, r, t, weights.output())) {
      return Programs.floats(step, logits);
    }
  }

  @Override
  public LogProbabilities logProbabilities(int[] ofRows) {
    try (NDManager step = programs.newOwner();
        IValue r = IValue.from(Programs.longs(step, ofRows));
        IValue some = programs.run("pick", rows, r);
        IValue logits = programs.run("logits", some, weights.head())) {
      return new ScriptedProbabilities(programs, programs.run("among_all", logits), vocabulary);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
