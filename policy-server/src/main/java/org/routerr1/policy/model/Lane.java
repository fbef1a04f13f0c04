// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.jni.IValue;

/**
 * The matrices of a model, prepared for one thread at a time: a product writes down in its matrix
 * what it is about to compute. Whoever runs one holds the lane's monitor; two at once would
 * overwrite each other's memory.
 *
 * @param matrices of the layers
 * @param head the output matrix
 */
record Lane(IValue matrices, IValue head) implements AutoCloseable {

  @Override
  public void close() {
    matrices.close();
    head.close();
  }
}
