// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.routerr1.policy.vector.Kernels.FLOATS;
import static org.routerr1.policy.vector.Kernels.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Attention of the query heads that share a key head, for some rows of one sequence: "Attention Is
 * All You Need" (Vaswani et al.), grouped as in "GQA" (Ainslie et al.). One thread's; it keeps the
 * memory.
 */
public final class Attention {

  private static final int TOGETHER = 4;

  private final int headWidth;
  private final int stride;
  private final float scale;
  private final float[] query;
  private final float[] sum;
  private final float[] lanes = new float[LANES];
  private float[] keys = new float[0];
  private float[] values = new float[0];
  private float[] weights = new float[0];
  private int length;

  /** For heads of so many numbers. */
  public Attention(int headWidth) {
    this.headWidth = headWidth;
    int step = TOGETHER * LANES;
    this.stride = Math.ceilDiv(headWidth, step) * step;
    this.scale = (float) (1 / Math.sqrt(headWidth));
    this.query = new float[stride];
    this.sum = new float[stride];
  }

  /**
   * Takes the keys and values that are looked at next.
   *
   * @param begin where the sequence begins in them, in positions
   * @param end positions of the sequence
   * @param positionWidth numbers of one position
   * @param headAt where the head's begin among them
   */
  public void see(
      MemorySegment allKeys,
      MemorySegment allValues,
      long begin,
      int end,
      int positionWidth,
      int headAt) {
    if (keys.length < end * stride) {
      int room = Math.max(end, 2 * (keys.length / stride)) * stride;
      // What fills a head up to whole vectors is zero and stays so.
      keys = new float[room];
      values = new float[room];
      weights = new float[room / stride + LANES];
    }
    length = end;
    for (int i = 0; i < end; i++) {
      long from = ((begin + i) * positionWidth + headAt) * Float.BYTES;
      MemorySegment.copy(allKeys, ValueLayout.JAVA_FLOAT, from, keys, i * stride, headWidth);
      MemorySegment.copy(allValues, ValueLayout.JAVA_FLOAT, from, values, i * stride, headWidth);
    }
  }

  /** What one query head, at {@code q[qAt]}, reads from the first {@code end} positions. */
  public void read(float[] q, int qAt, int end, float[] out, int outAt) {
    if (end > length) {
      throw new IllegalArgumentException("%d positions of %d".formatted(end, length));
    }
    for (int i = 0; i < headWidth; i++) {
      query[i] = q[qAt + i] * scale;
    }
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < end; i++) {
      weights[i] = dot(i * stride);
      most = Math.max(most, weights[i]);
    }
    float total = exponents(end, most);
    for (int i = 0; i < stride; i += TOGETHER * LANES) {
      mix(end, i);
    }
    for (int i = 0; i < headWidth; i++) {
      out[outAt + i] = sum[i] / total;
    }
  }

  private float dot(int key) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    for (int i = 0; i < stride; i += 2 * LANES) {
      even =
          FloatVector.fromArray(FLOATS, query, i)
              .fma(FloatVector.fromArray(FLOATS, keys, key + i), even);
      odd =
          FloatVector.fromArray(FLOATS, query, i + LANES)
              .fma(FloatVector.fromArray(FLOATS, keys, key + i + LANES), odd);
    }
    return Elementwise.sum(even.add(odd), lanes, 0);
  }

  /** Makes the weights powers of e, the largest 1; returns their sum. */
  private float exponents(int end, float most) {
    int whole = Math.ceilDiv(end, LANES) * LANES;
    Arrays.fill(weights, end, whole, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < whole; i += LANES) {
      Elementwise.exp(FloatVector.fromArray(FLOATS, weights, i).sub(most)).intoArray(weights, i);
    }
    Arrays.fill(weights, end, whole, 0);
    FloatVector total = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += LANES) {
      total = total.add(FloatVector.fromArray(FLOATS, weights, i));
    }
    return Elementwise.sum(total, lanes, 0);
  }

  private void mix(int end, int at) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < end; i++) {
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[i]);
      int from = i * stride + at;
      a = weight.fma(FloatVector.fromArray(FLOATS, values, from), a);
      b = weight.fma(FloatVector.fromArray(FLOATS, values, from + LANES), b);
      c = weight.fma(FloatVector.fromArray(FLOATS, values, from + 2 * LANES), c);
      d = weight.fma(FloatVector.fromArray(FLOATS, values, from + 3 * LANES), d);
    }
    a.intoArray(sum, at);
    b.intoArray(sum, at + LANES);
    c.intoArray(sum, at + 2 * LANES);
    d.intoArray(sum, at + 3 * LANES);
  }
}
