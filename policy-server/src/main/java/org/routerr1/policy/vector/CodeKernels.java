// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static jdk.incubator.vector.VectorOperators.B2F;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.routerr1.policy.vector.Kernels.FLOATS;
import static org.routerr1.policy.vector.Kernels.LANES;
import static org.routerr1.policy.vector.Kernels.WIDTH;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops over panels of codes, which are read where they lie. A number is its group's
 * minimum plus its code times the scale, in one rounding, whichever loop makes it; sums run as in
 * {@link Kernels}.
 */
final class CodeKernels {

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES =
      VectorShape.forBitSize(FLOATS.vectorBitSize() / 4).withLanes(byte.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long VECTOR = (long) LANES * Float.BYTES;
  private static final long ROW = (long) WIDTH * Float.BYTES;

  private CodeKernels() {}

  /**
   * Panels of codes.
   *
   * @param codes of a panel {@code [inputs][WIDTH]} bytes; or of four bits {@code [inputs /
   *     2][WIDTH]}, the even input's in the lower ones
   * @param scales of a panel {@code [inputs / group][WIDTH]} floats, as are the minima
   */
  record Coded(
      MemorySegment codes, MemorySegment scales, MemorySegment minima, int inputs, int group) {

    /** Where a panel's scales and minima begin, in bytes. */
    private long scalesAt(int panel) {
      return panel * (inputs / group) * ROW;
    }

    private long eightBitsAt(int panel) {
      return (long) panel * inputs * WIDTH;
    }

    private long fourBitsAt(int panel) {
      return eightBitsAt(panel) / 2;
    }
  }

  /**
   * Adds the products of one row with two panels of four bits to their outputs: two, since one
   * alone leaves the processor waiting for its own sums.
   *
   * @param second may be the first again
   * @param yAt of the first panel's outputs; the second's lie as far from it as the panels do
   */
  static void addFourBits(
      Coded matrix, int first, int second, float[] x, int xAt, float[] y, int yAt) {
    MemorySegment codes = matrix.codes;
    MemorySegment scales = matrix.scales;
    MemorySegment minima = matrix.minima;
    int group = matrix.group;
    int groups = matrix.inputs / group;
    int next = yAt + (second - first) * WIDTH;
    long s = matrix.scalesAt(first);
    long t = matrix.scalesAt(second);
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, next);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, next + LANES);
    for (int g = 0; g < groups; g++, s += ROW, t += ROW) {
      FloatVector s0 = FloatVector.fromMemorySegment(FLOATS, scales, s, ORDER);
      FloatVector s1 = FloatVector.fromMemorySegment(FLOATS, scales, s + VECTOR, ORDER);
      FloatVector m0 = FloatVector.fromMemorySegment(FLOATS, minima, s, ORDER);
      FloatVector m1 = FloatVector.fromMemorySegment(FLOATS, minima, s + VECTOR, ORDER);
      FloatVector t0 = FloatVector.fromMemorySegment(FLOATS, scales, t, ORDER);
      FloatVector t1 = FloatVector.fromMemorySegment(FLOATS, scales, t + VECTOR, ORDER);
      FloatVector n0 = FloatVector.fromMemorySegment(FLOATS, minima, t, ORDER);
      FloatVector n1 = FloatVector.fromMemorySegment(FLOATS, minima, t + VECTOR, ORDER);
      long p = matrix.fourBitsAt(first) + (long) g * group / 2 * WIDTH;
      long q = matrix.fourBitsAt(second) + (long) g * group / 2 * WIDTH;
      int input = xAt + g * group;
      for (int i = 0; i < group / 2; i++) {
        FloatVector even = FloatVector.broadcast(FLOATS, x[input + 2 * i]);
        FloatVector odd = FloatVector.broadcast(FLOATS, x[input + 2 * i + 1]);
        long at = p + (long) i * WIDTH;
        IntVector c =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, codes, at, ORDER)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        a0 = ((FloatVector) c.and(15).convertShape(I2F, FLOATS, 0)).fma(s0, m0).fma(even, a0);
        a0 =
            ((FloatVector) c.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0))
                .fma(s0, m0)
                .fma(odd, a0);
        c =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, codes, at + LANES, ORDER)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        a1 = ((FloatVector) c.and(15).convertShape(I2F, FLOATS, 0)).fma(s1, m1).fma(even, a1);
        a1 =
            ((FloatVector) c.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0))
                .fma(s1, m1)
                .fma(odd, a1);
        at = q + (long) i * WIDTH;
        c =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, codes, at, ORDER)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        b0 = ((FloatVector) c.and(15).convertShape(I2F, FLOATS, 0)).fma(t0, n0).fma(even, b0);
        b0 =
            ((FloatVector) c.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0))
                .fma(t0, n0)
                .fma(odd, b0);
        c =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, codes, at + LANES, ORDER)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        b1 = ((FloatVector) c.and(15).convertShape(I2F, FLOATS, 0)).fma(t1, n1).fma(even, b1);
        b1 =
            ((FloatVector) c.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0))
                .fma(t1, n1)
                .fma(odd, b1);
      }
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    b0.intoArray(y, next);
    b1.intoArray(y, next + LANES);
  }

  /** Adds the products of one row with a panel of eight bits to its outputs. */
  static void addEightBits(Coded matrix, int panel, float[] x, int xAt, float[] y, int yAt) {
    MemorySegment codes = matrix.codes;
    MemorySegment scales = matrix.scales;
    MemorySegment minima = matrix.minima;
    int group = matrix.group;
    int groups = matrix.inputs / group;
    long s = matrix.scalesAt(panel);
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    for (int g = 0; g < groups; g++, s += ROW) {
      FloatVector s0 = FloatVector.fromMemorySegment(FLOATS, scales, s, ORDER);
      FloatVector s1 = FloatVector.fromMemorySegment(FLOATS, scales, s + VECTOR, ORDER);
      FloatVector m0 = FloatVector.fromMemorySegment(FLOATS, minima, s, ORDER);
      FloatVector m1 = FloatVector.fromMemorySegment(FLOATS, minima, s + VECTOR, ORDER);
      long p = matrix.eightBitsAt(panel) + (long) g * group * WIDTH;
      int input = xAt + g * group;
      for (int i = 0; i < group; i++) {
        FloatVector v = FloatVector.broadcast(FLOATS, x[input + i]);
        long at = p + (long) i * WIDTH;
        a0 =
            ((FloatVector)
                    ByteVector.fromMemorySegment(BYTES, codes, at, ORDER)
                        .convertShape(B2F, FLOATS, 0))
                .fma(s0, m0)
                .fma(v, a0);
        a1 =
            ((FloatVector)
                    ByteVector.fromMemorySegment(BYTES, codes, at + LANES, ORDER)
                        .convertShape(B2F, FLOATS, 0))
                .fma(s1, m1)
                .fma(v, a1);
      }
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
  }

  /**
   * Writes down a stretch of a panel of four bits as numbers.
   *
   * @param from the first input, of a group's beginning
   * @param panel {@code [to - from][WIDTH]}
   */
  static void expandFourBits(Coded matrix, int index, int from, int to, float[] panel) {
    MemorySegment codes = matrix.codes;
    MemorySegment scales = matrix.scales;
    MemorySegment minima = matrix.minima;
    int group = matrix.group;
    for (int g = from / group; g * group < to; g++) {
      long s = matrix.scalesAt(index) + g * ROW;
      FloatVector s0 = FloatVector.fromMemorySegment(FLOATS, scales, s, ORDER);
      FloatVector s1 = FloatVector.fromMemorySegment(FLOATS, scales, s + VECTOR, ORDER);
      FloatVector m0 = FloatVector.fromMemorySegment(FLOATS, minima, s, ORDER);
      FloatVector m1 = FloatVector.fromMemorySegment(FLOATS, minima, s + VECTOR, ORDER);
      long p = matrix.fourBitsAt(index) + (long) g * group / 2 * WIDTH;
      int panelAt = (g * group - from) * WIDTH;
      for (int i = 0; i < group / 2; i++) {
        long at = p + (long) i * WIDTH;
        IntVector c0 =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, codes, at, ORDER)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        IntVector c1 =
            (IntVector)
                ByteVector.fromMemorySegment(BYTES, codes, at + LANES, ORDER)
                    .convertShape(ZERO_EXTEND_B2I, INTS, 0);
        int to0 = panelAt + 2 * i * WIDTH;
        ((FloatVector) c0.and(15).convertShape(I2F, FLOATS, 0)).fma(s0, m0).intoArray(panel, to0);
        ((FloatVector) c1.and(15).convertShape(I2F, FLOATS, 0))
            .fma(s1, m1)
            .intoArray(panel, to0 + LANES);
        ((FloatVector) c0.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0))
            .fma(s0, m0)
            .intoArray(panel, to0 + WIDTH);
        ((FloatVector) c1.lanewise(LSHR, 4).convertShape(I2F, FLOATS, 0))
            .fma(s1, m1)
            .intoArray(panel, to0 + WIDTH + LANES);
      }
    }
  }

  /** {@link #expandFourBits} of eight bits. */
  static void expandEightBits(Coded matrix, int index, int from, int to, float[] panel) {
    MemorySegment codes = matrix.codes;
    MemorySegment scales = matrix.scales;
    MemorySegment minima = matrix.minima;
    int group = matrix.group;
    for (int g = from / group; g * group < to; g++) {
      long s = matrix.scalesAt(index) + g * ROW;
      FloatVector s0 = FloatVector.fromMemorySegment(FLOATS, scales, s, ORDER);
      FloatVector s1 = FloatVector.fromMemorySegment(FLOATS, scales, s + VECTOR, ORDER);
      FloatVector m0 = FloatVector.fromMemorySegment(FLOATS, minima, s, ORDER);
      FloatVector m1 = FloatVector.fromMemorySegment(FLOATS, minima, s + VECTOR, ORDER);
      long p = matrix.eightBitsAt(index) + (long) g * group * WIDTH;
      int panelAt = (g * group - from) * WIDTH;
      for (int i = 0; i < group; i++) {
        long at = p + (long) i * WIDTH;
        ((FloatVector)
                ByteVector.fromMemorySegment(BYTES, codes, at, ORDER).convertShape(B2F, FLOATS, 0))
            .fma(s0, m0)
            .intoArray(panel, panelAt + i * WIDTH);
        ((FloatVector)
                ByteVector.fromMemorySegment(BYTES, codes, at + LANES, ORDER)
                    .convertShape(B2F, FLOATS, 0))
            .fma(s1, m1)
            .intoArray(panel, panelAt + i * WIDTH + LANES);
      }
    }
  }
}
