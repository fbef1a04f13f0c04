// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keys and values of all sequences: one array of positions, of which each sequence has a range of
 * its own. Memory that no sequence has touched is not taken from the system. Not thread-safe.
 */
public final class KvPool implements AutoCloseable {

  private final Programs programs;
  private final IValue value;
  private final int positions;
  private final long positionBytes;

  /** What is in use, by place. */
  private final List<KvRange> ranges = new ArrayList<>();

  /** Where keys and values of each layer lie, once somebody has asked. */
  private final List<MemorySegment> numbers = new ArrayList<>();

  private int used;

  KvPool(Programs programs, int positions, long positionBytes) {
    this.programs = programs;
    this.positions = positions;
    this.positionBytes = positionBytes;
    try (IValue count = IValue.from(positions)) {
      this.value = programs.run("new_pool", count);
    }
  }

  /** Room for a sequence of {@code capacity} positions; empty if there is no gap as large. */
  public Optional<KvRange> take(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a sequence has at least one position");
    }
    int begin = 0;
    for (int i = 0; i <= ranges.size(); i++) {
      int end = i < ranges.size() ? ranges.get(i).begin() : positions;
      if (end - begin >= capacity) {
        KvRange range = new KvRange(begin, capacity);
        ranges.add(i, range);
        used += capacity;
        return Optional.of(range);
      }
      if (i < ranges.size()) {
        begin = end + ranges.get(i).capacity();
      }
    }
    return Optional.empty();
  }

  /** Gives a range back. */
  public void release(KvRange range) {
    if (ranges.remove(range)) {
      used -= range.capacity();
    }
  }

  /** Positions that there are. */
  public int positions() {
    return positions;
  }

  /** Positions that sequences hold. */
  public int used() {
    return used;
  }

  /** Copies keys and values of positions {@code from} to {@code to} of a sequence. */
  public KvBlock copyOut(KvRange range, int from, int to) {
    if (from < 0 || from >= to || to > range.length()) {
      throw new IllegalArgumentException("positions %d to %d are not there".formatted(from, to));
    }
    try (IValue begin = IValue.from(range.begin() + from);
        IValue end = IValue.from(range.begin() + to)) {
      return new KvBlock(
          programs.run("copy_out", value, begin, end), to - from, positionBytes * (to - from));
    }
  }

  /** Appends a block to a sequence, as if its tokens had just been run. */
  public void copyIn(KvRange range, KvBlock block) {
    range.demandRoom(block.length());
    try (IValue begin = IValue.from(range.begin() + range.length());
        IValue same = programs.run("copy_in", value, begin, block.value())) {
      range.grow(block.length());
    }
  }

  /** Appends positions {@code from} to {@code to} of one sequence to another. */
  public void copy(KvRange source, int from, int to, KvRange target) {
    target.demandRoom(to - from);
    try (IValue begin = IValue.from(source.begin() + from);
        IValue at = IValue.from(target.begin() + target.length());
        IValue length = IValue.from(to - from);
        IValue same = programs.run("copy", value, begin, at, length)) {
      target.grow(to - from);
    }
  }

  /** Keys of a layer in the machine's memory, {@code [positions, keyHeads, headWidth]} floats. */
  MemorySegment keys(int layer) {
    return numbers(layer, 0);
  }

  /** Values, laid out as the keys are. */
  MemorySegment values(int layer) {
    return numbers(layer, 1);
  }

  private MemorySegment numbers(int layer, int which) {
    if (numbers.isEmpty()) {
      try (NDManager owner = programs.newOwner()) {
        NDArray all = value.toTensor((PtNDManager) owner);
        int layers = (int) all.getShape().get(0);
        for (int i = 0; i < 2 * layers; i++) {
          numbers.add(MemorySegment.ofBuffer(all.get(i / 2).get(i % 2).toByteBuffer(true)));
        }
      }
    }
    return numbers.get(2 * layer + which);
  }

  IValue value() {
    return value;
  }

  @Override
  public void close() {
    value.close();
  }
}
