// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.gguf.Tensor;

/**
 * A model's numbers as 32-bit floats outside the heap, in the order that {@link LlamaProgram}
 * reads: embedding, last norm, then of each layer attention norm, query-key-value, attention
 * output, feed-forward norm, gate-up, down. Matrices that are applied to the same input lie in one
 * matrix, row upon row, so that one product serves them.
 *
 * @param matrices in that order; rows and columns, or the length of a vector
 */
record LlamaWeights(List<Matrix> matrices) {

  /** Numbers with their shape. */
  record Matrix(MemorySegment floats, long[] shape) {}

  /** Expands all tensors of the file into memory of {@code arena}. */
  static LlamaWeights load(GgufFile file, LlamaShape shape, Arena arena) {
    List<Plan> plans = new ArrayList<>();
    long width = shape.width();
    long keyRows = (long) shape.keyHeads() * shape.headWidth();
    plans.add(plan(file, width, part("token_embd", shape.vocabulary())));
    plans.add(vector(file, width, "output_norm"));
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "blk." + i + ".";
      plans.add(vector(file, width, layer + "attn_norm"));
      plans.add(
          plan(
              file,
              width,
              part(layer + "attn_q", width),
              part(layer + "attn_k", keyRows),
              part(layer + "attn_v", keyRows)));
      plans.add(plan(file, width, part(layer + "attn_output", width)));
      plans.add(vector(file, width, layer + "ffn_norm"));
      plans.add(
          plan(
              file,
              width,
              part(layer + "ffn_gate", shape.hidden()),
              part(layer + "ffn_up", shape.hidden())));
      plans.add(plan(file, shape.hidden(), part(layer + "ffn_down", width)));
    }
    // Every plan writes to memory of its own; two cores halve the time.
    return new LlamaWeights(plans.parallelStream().map(p -> p.expand(arena)).toList());
  }

  private record Part(String name, long rows) {}

  private record Plan(List<Tensor> parts, long[] shape) {
    Matrix expand(Arena arena) {
      long size = parts.stream().mapToLong(Tensor::floatBytes).sum();
      MemorySegment floats = arena.allocate(size, 64);
      long at = 0;
      for (Tensor part : parts) {
        part.expandTo(floats.asSlice(at, part.floatBytes()));
        at += part.floatBytes();
      }
      return new Matrix(floats, shape);
    }
  }

  private static Part part(String name, long rows) {
    return new Part(name + ".weight", rows);
  }

  private static Plan vector(GgufFile file, long length, String name) {
    Tensor tensor = file.tensor(name + ".weight");
    check(file, tensor, List.of(length));
    return new Plan(List.of(tensor), new long[] {length});
  }

  private static Plan plan(GgufFile file, long columns, Part... parts) {
    List<Tensor> tensors = new ArrayList<>();
    long rows = 0;
    for (Part part : parts) {
      Tensor tensor = file.tensor(part.name);
      check(file, tensor, List.of(part.rows, columns));
      tensors.add(tensor);
      rows += part.rows;
    }
    return new Plan(tensors, new long[] {rows, columns});
  }

  private static void check(GgufFile file, Tensor tensor, List<Long> shape) {
    if (!tensor.shape().equals(shape)) {
      throw ModelFileException.unsupported(
          file.path(),
          "tensor " + tensor.name(),
          "has the shape %s, not %s".formatted(tensor.shape(), shape));
    }
  }
}
