// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A compiled TorchScript module and the memory manager that its values belong to. */
final class Programs implements AutoCloseable {

  private final PtNDManager manager;
  private final PtSymbolBlock module;

  Programs(PtNDManager manager, byte[] archive) {
    this.manager = manager;
    try {
      this.module = JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** Runs a method; its result is the caller's to close. */
  IValue run(String method, IValue... arguments) {
    return IValueUtils.runMethod(module, method, arguments);
  }

  /** Matrices as the program's products take them; an empty one stays none. */
  IValue prepare(List<PtNDArray> matrices) {
    try (IValue list = IValue.listFrom(matrices.toArray(PtNDArray[]::new))) {
      return run("prepare", list);
    }
  }

  /** Whole numbers that live until {@code owner} is closed. */
  static PtNDArray longs(NDManager owner, int[] values) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return (PtNDArray) owner.create(wide, new Shape(wide.length));
  }

  /** The numbers of a tensor. */
  static float[] floats(NDManager owner, IValue tensor) {
    return tensor.toTensor((PtNDManager) owner).toFloatArray();
  }

  NDManager newOwner() {
    return manager.newSubManager();
  }

  PtNDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
