// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.gguf.Codes;
import org.routerr1.policy.vector.CodeKernels.Coded;

/**
 * A matrix outside the heap, in the order in which {@link Kernels} read it: panels of {@link
 * Kernels#WIDTH} outputs, the last filled up with zeros. Each number is written down as a 32-bit
 * float, or as a code of 4 or 8 bits that a group of inputs shares scale and minimum for.
 */
public final class Panels {

  private static final int WIDTH = Kernels.WIDTH;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  /**
   * Inputs that are written down as floats at once: a panel of them stays in the second cache.
   * Shorter ones stay in the first, but sums then go to memory and back more often, which is
   * slower.
   */
  private static final int STRETCH = 1536;

  private final int outputs;
  private final int inputs;
  private final int bits;
  private final int group;
  private final MemorySegment numbers;
  private final Coded coded;
  private @Nullable MemorySegment halves;

  private Panels(Arena arena, int outputs, int inputs, int bits, int group) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.bits = bits;
    this.group = group;
    long padded = padded(outputs);
    this.numbers = arena.allocate(padded * inputs * bits / Byte.SIZE, 64);
    long groups = bits == Float.SIZE ? 0 : padded * inputs / group;
    this.coded =
        new Coded(
            numbers,
            arena.allocate(groups * Float.BYTES, 64),
            arena.allocate(groups * Float.BYTES, 64),
            inputs,
            group);
  }

  /** As many outputs as panels have that hold so many. */
  public static int padded(int outputs) {
    return Math.ceilDiv(outputs, WIDTH) * WIDTH;
  }

  /** A matrix of floats, row upon row. */
  public static Panels of(Arena arena, MemorySegment floats, int outputs, int inputs) {
    Panels panels = new Panels(arena, outputs, inputs, Float.SIZE, 1);
    IntStream.range(0, panels.count())
        .parallel()
        .forEach(panel -> {
          float[] own = new float[inputs * WIDTH];
          for (int i = 0; i < Math.min(WIDTH, outputs - panel * WIDTH); i++) {
            long row = (long) (panel * WIDTH + i) * inputs;
            for (int k = 0; k < inputs; k++) {
              own[k * WIDTH + i] = floats.getAtIndex(FLOAT, row + k);
            }
          }
          MemorySegment.copy(
              own, 0, panels.numbers, FLOAT, panel * panels.numbersOfPanel(), own.length);
        });
    return panels;
  }

  /**
   * Keeps the same matrix in 16-bit floats as well, row upon row, for products of many rows.
   *
   * @param floats row upon row
   */
  public Panels withHalves(Arena arena, MemorySegment floats) {
    MemorySegment rounded = arena.allocate((long) outputs * inputs * Short.BYTES, 64);
    IntStream.range(0, outputs)
        .parallel()
        .forEach(row -> {
          for (long k = (long) row * inputs; k < (row + 1L) * inputs; k++) {
            rounded.setAtIndex(
                ValueLayout.JAVA_SHORT, k, HalfProducts.round(floats.getAtIndex(FLOAT, k)));
          }
        });
    halves = rounded;
    return this;
  }

  /** {@code [outputs][inputs]} 16-bit floats, if they are kept. */
  @Nullable MemorySegment halves() {
    return halves;
  }

  /** Where a matrix's rows come from, as codes. */
  public interface Rows {
    /** Reads a row; several threads may ask. */
    void read(int row, Codes to);
  }

  /**
   * A matrix of codes.
   *
   * @param bits 4 for codes from 0 to 15, else 8
   * @param group inputs with one scale and one minimum; divides their number
   */
  public static Panels of(Arena arena, Rows rows, int outputs, int inputs, int bits, int group) {
    Panels panels = new Panels(arena, outputs, inputs, bits, group);
    IntStream.range(0, panels.count())
        .parallel()
        .forEach(panel -> {
          Codes row = Codes.of(inputs, group);
          Laid own = new Laid(inputs, group);
          for (int i = 0; i < Math.min(WIDTH, outputs - panel * WIDTH); i++) {
            rows.read(panel * WIDTH + i, row);
            own.lay(row, i, bits);
          }
          panels.write(own, panel);
        });
    return panels;
  }

  public int outputs() {
    return outputs;
  }

  public int inputs() {
    return inputs;
  }

  /** How many panels. */
  int count() {
    return padded(outputs) / WIDTH;
  }

  private long numbersOfPanel() {
    return (long) WIDTH * inputs * bits / Byte.SIZE;
  }

  private void write(Laid from, int panel) {
    int bytes = (int) numbersOfPanel();
    MemorySegment.copy(from.codes, 0, numbers, ValueLayout.JAVA_BYTE, (long) panel * bytes, bytes);
    int floats = from.scales.length;
    long at = (long) panel * floats * Float.BYTES;
    MemorySegment.copy(from.scales, 0, coded.scales(), FLOAT, at, floats);
    MemorySegment.copy(from.minima, 0, coded.minima(), FLOAT, at, floats);
  }

  /** A panel of codes while it is put together. */
  private static final class Laid {
    private final byte[] codes;
    private final float[] scales;
    private final float[] minima;
    private final int group;

    Laid(int inputs, int group) {
      this.codes = new byte[inputs * WIDTH];
      this.scales = new float[inputs / group * WIDTH];
      this.minima = new float[scales.length];
      this.group = group;
    }

    private void lay(Codes row, int output, int bits) {
      for (int k = 0; k < row.codes().length; k++) {
        if (bits == Byte.SIZE) {
          codes[k * WIDTH + output] = row.codes()[k];
        } else {
          codes[k / 2 * WIDTH + output] |= (byte) (row.codes()[k] << k % 2 * 4);
        }
      }
      for (int g = 0; g < row.codes().length / group; g++) {
        scales[g * WIDTH + output] = row.scales()[g];
        minima[g * WIDTH + output] = row.minima()[g];
      }
    }
  }

  /** Memory of one thread, in which panels are made ready. */
  static float[] scratch() {
    return new float[STRETCH * WIDTH];
  }

  /**
   * Adds the products with some panels to {@code y}.
   *
   * @param x rows of at least {@link #inputs()} numbers, {@code xStride} from one to the next
   * @param y as many rows, of {@link #padded} outputs
   */
  void addProducts(
      int fromPanel,
      int toPanel,
      float[] x,
      int xAt,
      int xStride,
      int rows,
      float[] y,
      int yAt,
      int yStride,
      float[] scratch) {
    if (bits < Float.SIZE && rows == 1) {
      addOne(fromPanel, toPanel, x, xAt, y, yAt);
      return;
    }
    for (int panel = fromPanel; panel < toPanel; panel++) {
      int to = yAt + panel * WIDTH;
      for (int from = 0; from < inputs; from += STRETCH) {
        int count = Math.min(STRETCH, inputs - from);
        expand(panel, from, from + count, scratch);
        Kernels.add(scratch, 0, count, x, xAt + from, xStride, rows, y, to, yStride);
      }
    }
  }

  private void addOne(int fromPanel, int toPanel, float[] x, int xAt, float[] y, int yAt) {
    int step = bits == Byte.SIZE ? 1 : 2;
    for (int panel = fromPanel; panel < toPanel; panel += step) {
      int to = yAt + panel * WIDTH;
      if (bits == Byte.SIZE) {
        CodeKernels.addEightBits(coded, panel, x, xAt, y, to);
      } else {
        CodeKernels.addFourBits(coded, panel, Math.min(panel + 1, toPanel - 1), x, xAt, y, to);
      }
    }
  }

  private void expand(int panel, int from, int to, float[] floats) {
    switch (bits) {
      case Float.SIZE ->
          MemorySegment.copy(
              numbers,
              FLOAT,
              panel * numbersOfPanel() + (long) from * WIDTH * Float.BYTES,
              floats,
              0,
              (to - from) * WIDTH);
      case Byte.SIZE -> CodeKernels.expandEightBits(coded, panel, from, to, floats);
      default -> CodeKernels.expandFourBits(coded, panel, from, to, floats);
    }
  }
}
