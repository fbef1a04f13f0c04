// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * A low-rank change of a model's matrices, ready to run beside it.
 *
 * @param factors for each lane; of each matrix the narrowing and the widening one, or none
 */
public record Adapter(List<IValue> factors) implements AutoCloseable {

  @Override
  public void close() {
    factors.forEach(IValue::close);
  }
}
