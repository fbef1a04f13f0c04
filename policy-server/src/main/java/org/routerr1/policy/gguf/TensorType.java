// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * How the numbers of a tensor are stored: blocks of {@code blockElements} numbers in {@code
 * blockBytes} bytes.
 */
public enum TensorType {
  F32(0, 1, 4) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      out[to] = in.get(FLOAT, at);
    }
  },
  F16(1, 1, 2) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      out[to] = half(in, at);
    }
  },
  /** Four bits around eight, one scale: {@code (q - 8) · d}. */
  Q4_0(2, 32, 18) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      float scale = half(in, at);
      for (int i = 0; i < 16; i++) {
        int pair = in.get(ValueLayout.JAVA_BYTE, at + 2 + i);
        out[to + i] = ((pair & 15) - 8) * scale;
        out[to + i + 16] = ((pair >> 4 & 15) - 8) * scale;
      }
    }
  },
  /** Four bits, a scale and a minimum: {@code q · d + m}. */
  Q4_1(3, 32, 20) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      float scale = half(in, at);
      float minimum = half(in, at + 2);
      for (int i = 0; i < 16; i++) {
        int pair = in.get(ValueLayout.JAVA_BYTE, at + 4 + i);
        out[to + i] = (pair & 15) * scale + minimum;
        out[to + i + 16] = (pair >> 4 & 15) * scale + minimum;
      }
    }
  },
  /** Eight bits and a scale: {@code q · d}. */
  Q8_0(8, 32, 34) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      float scale = half(in, at);
      for (int i = 0; i < 32; i++) {
        out[to + i] = in.get(ValueLayout.JAVA_BYTE, at + 2 + i) * scale;
      }
    }
  },
  /** Four bits, a scale and a minimum of each 32 of 256. */
  Q4_K(12, KQuants.ELEMENTS, 144) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      KQuants.q4(in, at, out, to);
    }
  },
  /** Six bits around 32, a scale of each 16 of 256. */
  Q6_K(14, KQuants.ELEMENTS, 210) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      KQuants.q6(in, at, out, to);
    }
  },
  BF16(30, 1, 2) {
    @Override
    void block(MemorySegment in, long at, float[] out, int to) {
      out[to] = Float.intBitsToFloat(in.get(SHORT, at) << 16);
    }
  };

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Numbers that are read at once: whole blocks of every type. */
  private static final int CHUNK = 4096;

  private final int code;
  private final int blockElements;
  private final int blockBytes;

  TensorType(int code, int blockElements, int blockBytes) {
    this.code = code;
    this.blockElements = blockElements;
    this.blockBytes = blockBytes;
  }

  /** The number of this type in a GGUF file. */
  public int code() {
    return code;
  }

  /** Numbers in a block. */
  public int blockElements() {
    return blockElements;
  }

  /** Bytes of a block. */
  public int blockBytes() {
    return blockBytes;
  }

  /** Reads the block at {@code at} to {@code out[to]} and on. */
  abstract void block(MemorySegment in, long at, float[] out, int to);

  /**
   * Writes all numbers of {@code in} to {@code out} as 32-bit floats in native order.
   *
   * @return whether every number was finite
   */
  boolean expand(MemorySegment in, MemorySegment out) {
    float[] chunk = new float[CHUNK];
    long blocks = in.byteSize() / blockBytes;
    int most = CHUNK / blockElements;
    // x · 0 is 0 for every finite x and NaN for the others, so one sum tells.
    float finite = 0;
    for (long first = 0; first < blocks; first += most) {
      int count = (int) Math.min(most, blocks - first);
      for (int b = 0; b < count; b++) {
        block(in, (first + b) * blockBytes, chunk, b * blockElements);
      }
      int numbers = count * blockElements;
      for (int i = 0; i < numbers; i++) {
        finite += chunk[i] * 0;
      }
      MemorySegment.copy(
          chunk, 0, out, ValueLayout.JAVA_FLOAT, first * blockElements * Float.BYTES, numbers);
    }
    return finite == 0;
  }

  static float half(MemorySegment in, long at) {
    return Float.float16ToFloat(in.get(SHORT, at));
  }
}
