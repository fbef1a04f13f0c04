// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * One tensor of a model file: where its bytes lie in the mapping and how to read them.
 *
 * @param shape rows first (GGUF itself writes the fastest dimension first)
 */
public record Tensor(
    Path file, String name, List<Long> shape, TensorType type, MemorySegment bytes) {

  /** How many numbers. */
  public long elements() {
    return shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /** Bytes of the numbers as 32-bit floats. */
  public long floatBytes() {
    return elements() * Float.BYTES;
  }

  /** Writes the numbers as 32-bit floats; {@code out} must be {@link #floatBytes()} long. */
  public void expandTo(MemorySegment out) {
    if (!type.expand(bytes, out)) {
      throw ModelFileException.corrupt(file, "tensor " + name, "holds numbers that are not finite");
    }
  }

  /** The numbers on the heap; for small tensors and tests. */
  public float[] toFloats() {
    float[] floats = new float[Math.toIntExact(elements())];
    expandTo(MemorySegment.ofArray(floats));
    return floats;
  }
}
