// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.List;
import org.routerr1.policy.model.LoraFactors.Factor;

/** What computes the steps of a model. Thread-safe; one step after the other. */
interface Runner extends AutoCloseable {

  /**
   * Runs a step and adds its keys and values to the pool.
   *
   * @return the wanted rows, the caller's to close
   */
  Hidden run(KvPool pool, StepInput input);

  /** Makes a low-rank change ready to run; of each matrix the narrowing and the widening factor. */
  Adapter adapter(List<Factor> factors);

  @Override
  void close();
}
