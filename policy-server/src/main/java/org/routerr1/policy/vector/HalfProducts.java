// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Products in 16-bit floats by the processor's own instructions for them, through the MKL that
 * PyTorch's library carries: several times as fast as {@link Kernels} where there are many rows.
 * Sums are of 32 bits; a row's last bits may depend on how many rows there are.
 */
public final class HalfProducts {

  /** Rows from which on this is faster than reading codes. */
  static final int LEAST_ROWS = 8;

  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  private final MethodHandle gemm;
  private final MethodHandle threads;

  private HalfProducts(MethodHandle gemm, MethodHandle threads) {
    this.gemm = gemm;
    this.threads = threads;
  }

  /** Those of this process; none before PyTorch is loaded, or where its library has none. */
  public static Optional<HalfProducts> find() {
    SymbolLookup lookup = SymbolLookup.loaderLookup();
    return lookup
        .find("cblas_gemm_bf16bf16f32")
        .flatMap(gemm ->
            lookup
                .find("MKL_Set_Num_Threads_Local")
                .map(threads -> new HalfProducts(gemm(gemm), threads(threads))));
  }

  private static MethodHandle gemm(MemorySegment address) {
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    return Linker.nativeLinker()
        .downcallHandle(
            address,
            FunctionDescriptor.ofVoid(
                number,
                number,
                number,
                number,
                number,
                number,
                ValueLayout.JAVA_FLOAT,
                ValueLayout.ADDRESS,
                number,
                ValueLayout.ADDRESS,
                number,
                ValueLayout.JAVA_FLOAT,
                ValueLayout.ADDRESS,
                number),
            // Arrays of the heap are given as they lie; a call takes less than some milliseconds.
            Linker.Option.critical(true));
  }

  private static MethodHandle threads(MemorySegment address) {
    return Linker.nativeLinker()
        .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /**
   * {@code y[row][yAt + from .. yAt + to) = x[row] · matrix[from .. to)ᵀ}, added to what is there
   * unless {@code anew}; on the calling thread alone.
   *
   * @param matrix {@code [outputs][inputs]} 16-bit floats
   * @param x {@code [rows][inputs]} 16-bit floats
   */
  void multiply(
      MemorySegment matrix,
      int from,
      int to,
      int inputs,
      short[] x,
      int rows,
      float[] y,
      int yAt,
      int yStride,
      boolean anew) {
    try {
      int unused = (int) threads.invokeExact(1); // on each thread, which keeps it
      gemm.invokeExact(
          ROW_MAJOR,
          AS_IT_IS,
          TRANSPOSED,
          rows,
          to - from,
          inputs,
          1f,
          MemorySegment.ofArray(x),
          inputs,
          matrix.asSlice((long) from * inputs * Short.BYTES),
          inputs,
          anew ? 0f : 1f,
          MemorySegment.ofArray(y).asSlice((long) (yAt + from) * Float.BYTES),
          yStride);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native function threw", e);
    }
  }

  /** Rounds to the nearest 16-bit float, of two as near to the even one. */
  static short round(float number) {
    int bits = Float.floatToRawIntBits(number);
    return (short) (bits + 0x7fff + (bits >>> Short.SIZE & 1) >>> Short.SIZE);
  }
}
