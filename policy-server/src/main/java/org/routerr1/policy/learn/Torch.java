// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.routerr1.policy.model.TorchScriptArchive;

/** The compiled {@link TrainerProgram} and the arrays that go into it. Thread-safe. */
record Torch(PtNDManager manager, PtSymbolBlock program) {

  /** Compiles source. */
  static Torch compile(PtNDManager manager, String source) {
    byte[] archive = TorchScriptArchive.of(TrainerProgram.CLASS_NAME, source);
    try {
      return new Torch(
          manager, JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** Calls a method; its results belong to {@code results}. */
  List<PtNDArray> call(PtNDManager results, String method, PtNDArray... inputs) {
    return call(results, method, List.of(inputs), List.of());
  }

  /** The same with a list of tensors as the last argument. */
  List<PtNDArray> call(
      PtNDManager results, String method, List<PtNDArray> inputs, List<PtNDArray> weights) {
    // Which method, and what belongs to a list, DJL reads from the arrays' names.
    try (PtNDArray name = (PtNDArray) results.zeros(new Shape(1))) {
      NDList all = new NDList();
      name.setName("module_method:" + method);
      all.add(name);
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).setName("a" + i);
        all.add(inputs.get(i));
      }
      for (PtNDArray weight : weights) {
        weight.setName("w[]");
        all.add(weight);
      }
      List<PtNDArray> out = new ArrayList<>();
      IValueUtils.forward(program, all, true).forEach(a -> out.add((PtNDArray) a));
      return out;
    }
  }

  /** An owner of arrays in the machine's own memory, freed with {@code step}. */
  static NDManager here(NDManager step) {
    return step.newSubManager(Device.cpu());
  }

  static PtNDArray longs(NDManager step, int[] values) {
    return longs(step, values, new Shape(values.length));
  }

  static PtNDArray longs(NDManager step, int[] values, Shape shape) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return kept(step.create(wide, shape));
  }

  static PtNDArray floats(NDManager step, float[] values, long... shape) {
    return kept(step.create(values, new Shape(shape)));
  }

  /** A copy that PyTorch owns: the backward pass must not read memory of Java. */
  static PtNDArray kept(NDArray array) {
    try (array) {
      return (PtNDArray) array.duplicate();
    }
  }
}
