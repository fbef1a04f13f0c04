// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.routerr1.policy.model.LoraFactors.Factor;

/** What computes the steps of a model. */
interface Runner extends AutoCloseable {

  /** Threads that may run steps at the same time, each of its own sequences. */
  int lanes();

  /**
   * Runs a step and adds its keys and values to the pool.
   *
   * @param lane below {@link #lanes()}; one thread at a time
   * @return normed last hidden states of the wanted rows, the caller's to close
   */
  IValue run(int lane, KvPool pool, StepInput input, Relay relay);

  /**
   * Logits over the vocabulary.
   *
   * @param owner the result is to be used, and closed, before it is
   * @param rows normed hidden states
   */
  IValue logits(NDManager owner, int lane, IValue rows);

  /** The output matrix in 32 bits, {@code [vocabulary, width]}; stays the runner's. */
  IValue output();

  /** Makes a low-rank change ready to run; of each matrix the narrowing and the widening factor. */
  Adapter adapter(List<Factor> factors);

  @Override
  void close();
}
