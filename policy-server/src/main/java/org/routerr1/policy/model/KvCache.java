// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

/**
 * Keys and values of one sequence, held so that its next stretch need not compute them again. Not
 * thread-safe.
 */
public final class KvCache implements AutoCloseable {

  private final PtNDArray tensor;
  private final IValue value;
  private final int capacity;
  private int length;

  KvCache(PtNDArray tensor, int capacity) {
    this.tensor = tensor;
    this.value = IValue.from(tensor);
    this.capacity = capacity;
  }

  /** Positions filled so far. */
  public int length() {
    return length;
  }

  /** Positions that fit. */
  public int capacity() {
    return capacity;
  }

  /** Forgets everything from position {@code length} on. */
  public void truncate(int length) {
    if (length < 0 || length > this.length) {
      throw new IllegalArgumentException(
          "cannot cut %d positions to %d".formatted(this.length, length));
    }
    this.length = length;
  }

  void grow(int positions) {
    length += positions;
  }

  PtNDArray tensor() {
    return tensor;
  }

  IValue value() {
    return value;
  }

  @Override
  public void close() {
    value.close();
    tensor.close();
  }
}
