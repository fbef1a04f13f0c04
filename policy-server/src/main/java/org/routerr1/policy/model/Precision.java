// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What matrices are kept and multiplied in; all else is in 32 bits. */
public enum Precision {
  /** 32-bit floats. */
  F32,
  /**
   * 16-bit floats: on CUDA, in training, and on a CPU that multiplies them, where it is asked for.
   */
  BF16,
  /**
   * Decoding on a CPU: as the file has them. Codes of 4 or 8 bits stay codes and are multiplied out
   * in the product, which loses nothing; all else is in 32 bits.
   */
  STORED,
  /** Decoding on a CPU: as {@link #STORED}, and floats are rounded to codes of 8 bits. */
  INT8;

  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;

  private static final Path FLAGS = Path.of("/proc/cpuinfo");

  /** As TorchScript calls it. */
  public String torchName() {
    return Integer.toString(this == BF16 ? BFLOAT16 : FLOAT32);
  }

  /** The faster one: bf16 where the processor multiplies it by instructions of its own. */
  public static Precision best(Processor processor) {
    if (processor == Processor.CUDA) {
      return BF16;
    }
    try {
      String flags = Files.readString(FLAGS);
      return flags.contains("avx512_bf16") || flags.contains("amx_bf16") ? BF16 : F32;
    } catch (IOException e) {
      // Not Linux: nothing is known, and 32 bits are right everywhere.
      return F32;
    }
  }
}
