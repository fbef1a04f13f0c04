// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.routerr1.policy.vector.Kernels.FLOATS;
import static org.routerr1.policy.vector.Kernels.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Functions of single rows. Sums run lane by lane and then in one fixed order, so that they come
 * out the same whether the code is interpreted or compiled.
 */
public final class Elementwise {

  /** What rounds a number below 2²² to a whole one when it is added and taken away again. */
  private static final float ROUND = 0x1.8p23f;

  private static final float LOG2_E = 1.44269504f;

  /** ln 2 in two parts, of which the first has few bits. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  private Elementwise() {}

  /** Whether the processor's vectors are of 256 bits or more. */
  public static boolean isFast() {
    // Not by what Kernels says, which shorter vectors would keep from loading.
    return FloatVector.SPECIES_PREFERRED.length() >= 8;
  }

  /** {@code x / √(mean(x²) + epsilon) · weight}: RMSNorm (Zhang and Sennrich). */
  public static void rmsNorm(
      float[] x, int xAt, float[] weight, int width, float epsilon, float[] y, int yAt) {
    FloatVector squares = FloatVector.zero(FLOATS);
    int whole = FLOATS.loopBound(width);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
      squares = v.fma(v, squares);
    }
    float[] lanes = new float[LANES];
    squares.intoArray(lanes, 0);
    float sum = sum(lanes);
    for (int i = whole; i < width; i++) {
      sum = Math.fma(x[xAt + i], x[xAt + i], sum);
    }
    float scale = (float) (1 / Math.sqrt(sum / width + epsilon));
    for (int i = 0; i < width; i++) {
      y[yAt + i] = x[xAt + i] * scale * weight[i];
    }
  }

  /** {@code y = gate · σ(gate) · up}: SwiGLU (Shazeer). */
  public static void siluTimes(
      float[] gateUp, int gateAt, int upAt, int width, float[] y, int yAt) {
    exp(gateUp, gateAt, width, 0, -1, y, yAt);
    for (int i = 0; i < width; i++) {
      y[yAt + i] = gateUp[gateAt + i] / (y[yAt + i] + 1) * gateUp[upAt + i];
    }
  }

  /** {@code Σ x · y} of numbers outside the heap with a row. */
  public static float dot(MemorySegment x, long xAt, float[] y, int yAt, int width) {
    FloatVector products = FloatVector.zero(FLOATS);
    int whole = FLOATS.loopBound(width);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v =
          FloatVector.fromMemorySegment(
              FLOATS, x, (xAt + i) * Float.BYTES, ByteOrder.nativeOrder());
      products = v.fma(FloatVector.fromArray(FLOATS, y, yAt + i), products);
    }
    float[] lanes = new float[LANES];
    products.intoArray(lanes, 0);
    float sum = sum(lanes);
    for (int i = whole; i < width; i++) {
      sum = Math.fma(x.getAtIndex(ValueLayout.JAVA_FLOAT, xAt + i), y[yAt + i], sum);
    }
    return sum;
  }

  /** {@code x += y}. */
  public static void add(float[] x, int xAt, float[] y, int yAt, int width) {
    for (int i = 0; i < width; i++) {
      x[xAt + i] += y[yAt + i];
    }
  }

  /**
   * {@code y = e^((x − minus) · factor)} of {@code count} numbers: to within two units in the last
   * place from 1e-38 to 1e38 and at the bounds beyond; as in Cephes, by whole powers of two and a
   * polynomial.
   */
  static void exp(float[] x, int xAt, int count, float minus, float factor, float[] y, int yAt) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> within = FLOATS.indexInRange(i, count);
      FloatVector bounded =
          FloatVector.fromArray(FLOATS, x, xAt + i, within)
              .sub(minus)
              .mul(factor)
              .max(-87.3f)
              .min(88.3f);
      FloatVector n =
          bounded
              .fma(FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUND))
              .sub(ROUND);
      FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), bounded);
      r = n.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(FLOATS, 1.9875691500e-4f);
      p = p.fma(r, FloatVector.broadcast(FLOATS, 1.3981999507e-3f));
      p = p.fma(r, FloatVector.broadcast(FLOATS, 8.3334519073e-3f));
      p = p.fma(r, FloatVector.broadcast(FLOATS, 4.1665795894e-2f));
      p = p.fma(r, FloatVector.broadcast(FLOATS, 1.6666665459e-1f));
      p = p.fma(r, FloatVector.broadcast(FLOATS, 5.0000001201e-1f));
      p = p.fma(r.mul(r), r).add(1);
      IntVector exponent = (IntVector) n.convert(VectorOperators.F2I, 0);
      p.mul(exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
          .intoArray(y, yAt + i, within);
    }
  }

  /** Their sum, by halves; {@code lanes}, as many as a vector has, is overwritten. */
  static float sum(float[] lanes) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }
}
