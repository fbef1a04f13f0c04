// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.jni.IValue;

/**
 * A low-rank change of a model's matrices, ready to run beside it.
 *
 * @param factors of each matrix the narrowing and the widening one, or none
 */
public record Adapter(IValue factors) implements AutoCloseable {

  @Override
  public void close() {
    factors.close();
  }
}
