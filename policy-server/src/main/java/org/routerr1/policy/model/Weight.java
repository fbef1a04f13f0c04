// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.routerr1.policy.gguf.Codes;
import org.routerr1.policy.gguf.Tensor;

/**
 * A matrix or vector of a model, still in its file: tensors whose rows lie one below the other, so
 * that one product serves them.
 *
 * @param shape rows and columns, or the length of a vector
 */
public record Weight(List<Part> parts, List<Long> shape) {

  /**
   * One tensor.
   *
   * @param halvedHead rows of a head, if the file has a head's halves where the engine rotates
   *     neighbours; 0 if they lie as they are run
   */
  record Part(Tensor tensor, int halvedHead) {

    private long rows() {
      return tensor.shape().getFirst();
    }

    private long columns() {
      return tensor.shape().getLast();
    }

    /** Row 2 i + s of a head is row s · halvedHead / 2 + i of the file. */
    private long rowInFile(long row) {
      if (halvedHead == 0) {
        return row;
      }
      long inHead = row % halvedHead;
      return row - inHead + inHead % 2 * (halvedHead / 2) + inHead / 2;
    }

    private void read(long row, Codes to) {
      int group = Codes.form(tensor.type()).group();
      if (group * to.scales().length == columns()) {
        to.read(tensor, rowInFile(row) * columns());
      } else {
        Codes own = Codes.of((int) columns(), group);
        own.read(tensor, rowInFile(row) * columns());
        to.regroup(own);
      }
    }

    private void expandTo(MemorySegment floats) {
      tensor.expandTo(floats);
      if (halvedHead > 0) {
        pairRows(floats, floats.byteSize() / tensor.shape().getFirst());
      }
    }

    /** As {@link #rowInFile} says. */
    private void pairRows(MemorySegment floats, long rowBytes) {
      long headBytes = rowBytes * halvedHead;
      MemorySegment head = MemorySegment.ofArray(new float[(int) (headBytes / Float.BYTES)]);
      for (long at = 0; at < floats.byteSize(); at += headBytes) {
        head.copyFrom(floats.asSlice(at, headBytes));
        for (int row = 0; row < halvedHead; row++) {
          long from = row % 2 * (halvedHead / 2) + row / 2;
          MemorySegment.copy(head, from * rowBytes, floats, at + row * rowBytes, rowBytes);
        }
      }
    }
  }

  /** What the rows' codes are, whatever tensor they come from. */
  Codes.Form form() {
    int bits = 0;
    int group = Integer.MAX_VALUE;
    for (Part part : parts) {
      Codes.Form form = Codes.form(part.tensor.type());
      bits = Math.max(bits, form.bits());
      group = Math.min(group, form.group());
    }
    return new Codes.Form(bits, group);
  }

  /** Reads a row's codes in groups as {@link #form} says. */
  void read(int row, Codes to) {
    long before = 0;
    for (Part part : parts) {
      if (row < before + part.rows()) {
        part.read(row - before, to);
        return;
      }
      before += part.rows();
    }
    throw new IndexOutOfBoundsException(row);
  }

  /** The numbers as 32-bit floats in memory of a shared arena. */
  public MemorySegment expand(Arena arena) {
    MemorySegment floats = arena.allocate(floatBytes(), 64);
    long[] begin = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      begin[i + 1] = begin[i] + parts.get(i).tensor.floatBytes();
    }
    IntStream.range(0, parts.size())
        .parallel()
        .forEach(i -> parts.get(i).expandTo(floats.asSlice(begin[i], begin[i + 1] - begin[i])));
    return floats;
  }

  long floatBytes() {
    return parts.stream().mapToLong(p -> p.tensor.floatBytes()).sum();
  }
}
