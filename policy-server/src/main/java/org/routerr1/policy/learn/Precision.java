// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the products of the training are computed in. */
public enum Precision {
  F32,
  BF16;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** The faster one: bf16 where the processor multiplies it by instructions of its own. */
  static Precision best() {
    try {
      String flags = Files.readString(PROCESSOR);
      return flags.contains("avx512_bf16") || flags.contains("amx_bf16") ? BF16 : F32;
    } catch (IOException e) {
      // Not Linux: nothing is known, and 32 bits are right everywhere.
      return F32;
    }
  }
}
