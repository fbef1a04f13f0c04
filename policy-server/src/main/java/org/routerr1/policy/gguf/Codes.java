// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Numbers of a quantized tensor as the file has them: whole numbers in groups, each {@code code ·
 * scale + minimum} of its group. These products are exact in 32-bit floats, so what comes out is
 * what {@link Tensor#expandTo} gives, to the bit.
 *
 * @param codes one for each number, from −128 to 127
 * @param scales one for each group
 * @param minima one for each group
 */
public record Codes(byte[] codes, float[] scales, float[] minima) {

  /** How a type is divided. */
  public record Form(int bits, int group) {}

  /** What a type's codes are; none if its numbers are not whole ones with a scale. */
  public static Form form(TensorType type) {
    return switch (type) {
      case Q4_0, Q4_1, Q4_K -> new Form(4, 32);
      case Q8_0 -> new Form(8, 32);
      case Q6_K -> new Form(8, 16);
      case F32, F16, BF16 -> new Form(32, 1);
    };
  }

  /** Room for {@code count} numbers in groups. */
  public static Codes of(int count, int group) {
    return new Codes(new byte[count], new float[count / group], new float[count / group]);
  }

  /**
   * Reads numbers.
   *
   * @param from of a block's beginning
   * @throws ModelFileException if a scale is not finite
   */
  public void read(Tensor tensor, long from) {
    TensorType type = tensor.type();
    int groups = type.blockElements() / form(type).group();
    long at = from / type.blockElements() * type.blockBytes();
    for (int to = 0; to < codes.length; to += type.blockElements()) {
      block(type, tensor.bytes(), at, to, to / form(type).group());
      at += type.blockBytes();
    }
    for (int i = 0; i < codes.length / type.blockElements() * groups; i++) {
      if (!Float.isFinite(scales[i]) || !Float.isFinite(minima[i])) {
        throw ModelFileException.corrupt(
            tensor.file(), "tensor " + tensor.name(), "holds numbers that are not finite");
      }
    }
  }

  /** Takes over codes whose groups are this one's or larger. */
  public void regroup(Codes from) {
    System.arraycopy(from.codes, 0, codes, 0, codes.length);
    int times = scales.length / from.scales.length;
    for (int i = 0; i < scales.length; i++) {
      scales[i] = from.scales[i / times];
      minima[i] = from.minima[i / times];
    }
  }

  /** Rounds floats to codes of 8 bits, the largest of each group to 127. */
  public void round(MemorySegment floats, long from) {
    int group = codes.length / scales.length;
    for (int g = 0; g < scales.length; g++) {
      float most = 0;
      for (int i = 0; i < group; i++) {
        most = Math.max(most, Math.abs(at(floats, from + g * group + i)));
      }
      scales[g] = most / Byte.MAX_VALUE;
      minima[g] = 0;
      for (int i = 0; i < group; i++) {
        float number = at(floats, from + g * group + i);
        codes[g * group + i] = (byte) (most == 0 ? 0 : Math.round(number / scales[g]));
      }
    }
  }

  private static float at(MemorySegment floats, long index) {
    return floats.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  private void block(TensorType type, MemorySegment in, long at, int to, int group) {
    switch (type) {
      case Q4_0 -> {
        scales[group] = TensorType.half(in, at);
        minima[group] = -8 * scales[group];
        nibbles(in, at + 2, to);
      }
      case Q4_1 -> {
        scales[group] = TensorType.half(in, at);
        minima[group] = TensorType.half(in, at + 2);
        nibbles(in, at + 4, to);
      }
      case Q8_0 -> {
        scales[group] = TensorType.half(in, at);
        minima[group] = 0;
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, at + 2, codes, to, 32);
      }
      case Q4_K -> KQuants.q4Codes(in, at, this, to, group);
      case Q6_K -> {
        KQuants.q6Codes(in, at, this, to, group);
        Arrays.fill(minima, group, group + 16, 0);
      }
      default -> throw new IllegalArgumentException(type + " has no codes");
    }
  }

  /** The first sixteen numbers lie in the lower halves, the others in the upper ones. */
  private void nibbles(MemorySegment in, long at, int to) {
    for (int i = 0; i < 16; i++) {
      int pair = in.get(ValueLayout.JAVA_BYTE, at + i);
      codes[to + i] = (byte) (pair & 15);
      codes[to + i + 16] = (byte) (pair >> 4 & 15);
    }
  }
}
