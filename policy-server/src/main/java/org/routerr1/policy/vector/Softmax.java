// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.routerr1.policy.vector.Kernels.FLOATS;
import static org.routerr1.policy.vector.Kernels.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Masses, log-probabilities and choices of a row of logits. Sums run in 32 bits within a block, in
 * one fixed order, and in 64 bits over the blocks. Not thread-safe: it has memory of its own.
 */
public final class Softmax {

  /** Numbers whose mass is summed in 32 bits. */
  private static final int BLOCK = 512;

  private final double[] masses;
  private final float[] lanes = new float[LANES];
  private final float[] block = new float[BLOCK];

  /**
   * @param most numbers of a row
   */
  public Softmax(int most) {
    this.masses = new double[Math.ceilDiv(most, BLOCK)];
  }

  /**
   * The set of all numbers of a row but these.
   *
   * @param legal ascending
   * @return as the methods here take it: a row long with the places that fill it up, true where no
   *     number counts
   */
  public static boolean[] allBut(int[] legal, int outputs) {
    boolean[] illegal = new boolean[Panels.padded(outputs)];
    Arrays.fill(illegal, true);
    for (int one : legal) {
      illegal[one] = false;
    }
    return illegal;
  }

  /** The set of no number of a row. */
  public static boolean[] none(int outputs) {
    boolean[] illegal = new boolean[Panels.padded(outputs)];
    Arrays.fill(illegal, outputs, illegal.length, true);
    return illegal;
  }

  /** The greatest of a row's numbers that are not illegal; −∞ if they are none. */
  public float most(float[] x, int at, boolean[] illegal) {
    FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < illegal.length; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, at + i);
      most = most.max(v.blend(Float.NEGATIVE_INFINITY, VectorMask.fromArray(FLOATS, illegal, i)));
    }
    return most.reduceLanes(VectorOperators.MAX);
  }

  /** The first of the legal numbers that are {@code most}. */
  public static int first(float[] x, int at, boolean[] illegal, float most) {
    for (int i = 0; i < illegal.length; i++) {
      if (x[at + i] == most && !illegal[i]) {
        return i;
      }
    }
    throw new IllegalStateException("the logits are not numbers");
  }

  /** {@code Σ e^((x − most) / temperature)} over the numbers that are not illegal. */
  public double mass(float[] x, int at, boolean[] illegal, float most, float temperature) {
    double total = 0;
    for (int from = 0; from < illegal.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, illegal.length);
      expand(x, at, illegal, from, to, most, 1 / temperature);
      masses[from / BLOCK] = sum(to - from);
      total += masses[from / BLOCK];
    }
    return total;
  }

  /**
   * Where the masses of the legal numbers, added up in their order, first exceed {@code point} of
   * their total.
   *
   * @param point from 0 to 1, exclusive
   */
  public int sample(
      float[] x, int at, boolean[] illegal, float most, float temperature, double point) {
    double left = mass(x, at, illegal, most, temperature) * point;
    int end = Math.ceilDiv(illegal.length, BLOCK) - 1;
    int here = 0;
    while (here < end && left >= masses[here]) {
      left -= masses[here++];
    }
    if (masses[here] == 0) {
      // Rounding has carried the point past the last mass.
      left = Double.POSITIVE_INFINITY;
      while (masses[here] == 0) {
        here--;
      }
    }
    int from = here * BLOCK;
    int to = Math.min(from + BLOCK, illegal.length);
    expand(x, at, illegal, from, to, most, 1 / temperature);
    int last = from;
    for (int i = from; i < to && left >= 0; i++) {
      if (block[i - from] > 0) {
        last = i;
        left -= block[i - from];
      }
    }
    return last;
  }

  /** Writes down the masses of a block's numbers. */
  private void expand(
      float[] x, int at, boolean[] illegal, int from, int to, float most, float factor) {
    Elementwise.exp(x, at + from, to - from, most, factor, block, 0);
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(FLOATS, block, i - from)
          .blend(0, VectorMask.fromArray(FLOATS, illegal, i))
          .intoArray(block, i - from);
    }
  }

  private float sum(int count) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < count; i += LANES) {
      sum = sum.add(FloatVector.fromArray(FLOATS, block, i));
    }
    sum.intoArray(lanes, 0);
    return Elementwise.sum(lanes);
  }
}
