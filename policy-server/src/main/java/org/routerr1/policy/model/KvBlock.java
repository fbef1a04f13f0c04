// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.jni.IValue;

/**
 * Keys and values of a stretch of positions, copied out of a sequence. They hold for the same
 * positions after the same tokens only.
 *
 * @param length positions
 * @param bytes of native memory
 */
public record KvBlock(IValue value, int length, long bytes) implements AutoCloseable {

  @Override
  public void close() {
    value.close();
  }
}
