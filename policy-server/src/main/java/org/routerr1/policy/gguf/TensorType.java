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
    void block(MemorySegment in, long at, float[] out) {
      out[0] = in.get(FLOAT, at);
    }
  },
  F16(1, 1, 2) {
    @Override
    void block(MemorySegment in, long at, float[] out) {
      out[0] = half(in, at);
    }
  },
  /** Four bits around eight, one scale: {@code (q - 8) · d}. */
  Q4_0(2, 32, 18) {
    @Override
    void block(MemorySegment in, long at, float[] out) {
      float scale = half(in, at);
      for (int i = 0; i < 16; i++) {
        int pair = in.get(ValueLayout.JAVA_BYTE, at + 2 + i);
        out[i] = ((pair & 15) - 8) * scale;
        out[i + 16] = ((pair >> 4 & 15) - 8) * scale;
      }
    }
  },
  /** Four bits, a scale and a minimum: {@code q · d + m}. */
  Q4_1(3, 32, 20) {
    @Override
    void block(MemorySegment in, long at, float[] out) {
      float scale = half(in, at);
      float minimum = half(in, at + 2);
      for (int i = 0; i < 16; i++) {
        int pair = in.get(ValueLayout.JAVA_BYTE, at + 4 + i);
        out[i] = (pair & 15) * scale + minimum;
        out[i + 16] = (pair >> 4 & 15) * scale + minimum;
      }
    }
  },
  /** Eight bits and a scale: {@code q · d}. */
  Q8_0(8, 32, 34) {
    @Override
    void block(MemorySegment in, long at, float[] out) {
      float scale = half(in, at);
      for (int i = 0; i < 32; i++) {
        out[i] = in.get(ValueLayout.JAVA_BYTE, at + 2 + i) * scale;
      }
    }
  },
  BF16(30, 1, 2) {
    @Override
    void block(MemorySegment in, long at, float[] out) {
      out[0] = Float.intBitsToFloat(in.get(SHORT, at) << 16);
    }
  };

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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

  abstract void block(MemorySegment in, long at, float[] out);

  /**
   * Writes all numbers of {@code in} to {@code out} as 32-bit floats in native order.
   *
   * @return whether every number was finite
   */
  boolean expand(MemorySegment in, MemorySegment out) {
    float[] block = new float[blockElements];
    long blocks = in.byteSize() / blockBytes;
    // x · 0 is 0 for every finite x and NaN for the others, so one sum tells.
    float finite = 0;
    for (long b = 0; b < blocks; b++) {
      block(in, b * blockBytes, block);
      for (int i = 0; i < blockElements; i++) {
        out.setAtIndex(ValueLayout.JAVA_FLOAT, b * blockElements + i, block[i]);
        finite += block[i] * 0;
      }
    }
    return finite == 0;
  }

  private static float half(MemorySegment in, long at) {
    return Float.float16ToFloat(in.get(SHORT, at));
  }
}
