// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of products, written with vectors of the processor's own length.
 *
 * <p>A panel holds {@link #WIDTH} outputs, input by input: {@code panel[k][WIDTH]}. Each output of
 * each row is one chain of fused multiply-adds over the inputs in their order, whatever the loop:
 * so a row's bits depend neither on the rows beside it nor on the loop that was taken.
 *
 * <p>No vector goes in or out of a method of this package: the compiler may leave a call as it is,
 * as luck will have it, and then makes an object of every vector that crosses it.
 */
final class Kernels {

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** Numbers in a vector. */
  static final int LANES = FLOATS.length();

  /** Outputs of a panel. */
  static final int WIDTH = 2 * LANES;

  private Kernels() {}

  /**
   * Adds the products of rows {@code x[xAt + i · xs + 0..k)} with a panel of {@code k} inputs to
   * {@code y[yAt + i · ys]}.
   */
  static void add(
      float[] panel,
      int panelAt,
      int k,
      float[] x,
      int xAt,
      int xs,
      int rows,
      float[] y,
      int yAt,
      int ys) {
    for (int row = 0; row < rows; ) {
      int from = xAt + row * xs;
      int to = yAt + row * ys;
      int count = together(rows - row);
      switch (count) {
        case 6 -> six(panel, panelAt, k, x, from, xs, y, to, ys);
        case 4 -> four(panel, panelAt, k, x, from, xs, y, to, ys);
        case 3 -> three(panel, panelAt, k, x, from, xs, y, to, ys);
        case 2 -> two(panel, panelAt, k, x, from, xs, y, to, ys);
        default -> one(panel, panelAt, k, x, from, y, to);
      }
      row += count;
    }
  }

  /** How many of so many rows go together, such that no row is left for itself. */
  private static int together(int rows) {
    return switch (rows) {
      case 1, 2, 3, 4 -> rows;
      case 5 -> 3;
      case 7, 8 -> 4;
      default -> 6;
    };
  }

  /** {@link #add} of six rows. */
  private static void six(
      float[] panel, int panelAt, int k, float[] x, int xAt, int xs, float[] y, int yAt, int ys) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, yAt + ys);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, yAt + ys + LANES);
    FloatVector c0 = FloatVector.fromArray(FLOATS, y, yAt + 2 * ys);
    FloatVector c1 = FloatVector.fromArray(FLOATS, y, yAt + 2 * ys + LANES);
    FloatVector d0 = FloatVector.fromArray(FLOATS, y, yAt + 3 * ys);
    FloatVector d1 = FloatVector.fromArray(FLOATS, y, yAt + 3 * ys + LANES);
    FloatVector e0 = FloatVector.fromArray(FLOATS, y, yAt + 4 * ys);
    FloatVector e1 = FloatVector.fromArray(FLOATS, y, yAt + 4 * ys + LANES);
    FloatVector f0 = FloatVector.fromArray(FLOATS, y, yAt + 5 * ys);
    FloatVector f1 = FloatVector.fromArray(FLOATS, y, yAt + 5 * ys + LANES);
    for (int i = 0; i < k; i++) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH);
      FloatVector w1 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH + LANES);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xAt + i]);
      a0 = v.fma(w0, a0);
      a1 = v.fma(w1, a1);
      v = FloatVector.broadcast(FLOATS, x[xAt + xs + i]);
      b0 = v.fma(w0, b0);
      b1 = v.fma(w1, b1);
      v = FloatVector.broadcast(FLOATS, x[xAt + 2 * xs + i]);
      c0 = v.fma(w0, c0);
      c1 = v.fma(w1, c1);
      v = FloatVector.broadcast(FLOATS, x[xAt + 3 * xs + i]);
      d0 = v.fma(w0, d0);
      d1 = v.fma(w1, d1);
      v = FloatVector.broadcast(FLOATS, x[xAt + 4 * xs + i]);
      e0 = v.fma(w0, e0);
      e1 = v.fma(w1, e1);
      v = FloatVector.broadcast(FLOATS, x[xAt + 5 * xs + i]);
      f0 = v.fma(w0, f0);
      f1 = v.fma(w1, f1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    b0.intoArray(y, yAt + ys);
    b1.intoArray(y, yAt + ys + LANES);
    c0.intoArray(y, yAt + 2 * ys);
    c1.intoArray(y, yAt + 2 * ys + LANES);
    d0.intoArray(y, yAt + 3 * ys);
    d1.intoArray(y, yAt + 3 * ys + LANES);
    e0.intoArray(y, yAt + 4 * ys);
    e1.intoArray(y, yAt + 4 * ys + LANES);
    f0.intoArray(y, yAt + 5 * ys);
    f1.intoArray(y, yAt + 5 * ys + LANES);
  }

  /** {@link #add} of four rows. */
  private static void four(
      float[] panel, int panelAt, int k, float[] x, int xAt, int xs, float[] y, int yAt, int ys) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, yAt + ys);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, yAt + ys + LANES);
    FloatVector c0 = FloatVector.fromArray(FLOATS, y, yAt + 2 * ys);
    FloatVector c1 = FloatVector.fromArray(FLOATS, y, yAt + 2 * ys + LANES);
    FloatVector d0 = FloatVector.fromArray(FLOATS, y, yAt + 3 * ys);
    FloatVector d1 = FloatVector.fromArray(FLOATS, y, yAt + 3 * ys + LANES);
    for (int i = 0; i < k; i++) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH);
      FloatVector w1 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH + LANES);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xAt + i]);
      a0 = v.fma(w0, a0);
      a1 = v.fma(w1, a1);
      v = FloatVector.broadcast(FLOATS, x[xAt + xs + i]);
      b0 = v.fma(w0, b0);
      b1 = v.fma(w1, b1);
      v = FloatVector.broadcast(FLOATS, x[xAt + 2 * xs + i]);
      c0 = v.fma(w0, c0);
      c1 = v.fma(w1, c1);
      v = FloatVector.broadcast(FLOATS, x[xAt + 3 * xs + i]);
      d0 = v.fma(w0, d0);
      d1 = v.fma(w1, d1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    b0.intoArray(y, yAt + ys);
    b1.intoArray(y, yAt + ys + LANES);
    c0.intoArray(y, yAt + 2 * ys);
    c1.intoArray(y, yAt + 2 * ys + LANES);
    d0.intoArray(y, yAt + 3 * ys);
    d1.intoArray(y, yAt + 3 * ys + LANES);
  }

  /** {@link #add} of three rows. */
  private static void three(
      float[] panel, int panelAt, int k, float[] x, int xAt, int xs, float[] y, int yAt, int ys) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, yAt + ys);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, yAt + ys + LANES);
    FloatVector c0 = FloatVector.fromArray(FLOATS, y, yAt + 2 * ys);
    FloatVector c1 = FloatVector.fromArray(FLOATS, y, yAt + 2 * ys + LANES);
    for (int i = 0; i < k; i++) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH);
      FloatVector w1 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH + LANES);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xAt + i]);
      a0 = v.fma(w0, a0);
      a1 = v.fma(w1, a1);
      v = FloatVector.broadcast(FLOATS, x[xAt + xs + i]);
      b0 = v.fma(w0, b0);
      b1 = v.fma(w1, b1);
      v = FloatVector.broadcast(FLOATS, x[xAt + 2 * xs + i]);
      c0 = v.fma(w0, c0);
      c1 = v.fma(w1, c1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    b0.intoArray(y, yAt + ys);
    b1.intoArray(y, yAt + ys + LANES);
    c0.intoArray(y, yAt + 2 * ys);
    c1.intoArray(y, yAt + 2 * ys + LANES);
  }

  /** {@link #add} of two rows. */
  private static void two(
      float[] panel, int panelAt, int k, float[] x, int xAt, int xs, float[] y, int yAt, int ys) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, yAt + ys);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, yAt + ys + LANES);
    for (int i = 0; i < k; i++) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH);
      FloatVector w1 = FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH + LANES);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xAt + i]);
      a0 = v.fma(w0, a0);
      a1 = v.fma(w1, a1);
      v = FloatVector.broadcast(FLOATS, x[xAt + xs + i]);
      b0 = v.fma(w0, b0);
      b1 = v.fma(w1, b1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
    b0.intoArray(y, yAt + ys);
    b1.intoArray(y, yAt + ys + LANES);
  }

  /** {@link #add} of one row. */
  private static void one(
      float[] panel, int panelAt, int k, float[] x, int xAt, float[] y, int yAt) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yAt);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yAt + LANES);
    for (int i = 0; i < k; i++) {
      FloatVector v = FloatVector.broadcast(FLOATS, x[xAt + i]);
      a0 = v.fma(FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH), a0);
      a1 = v.fma(FloatVector.fromArray(FLOATS, panel, panelAt + i * WIDTH + LANES), a1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + LANES);
  }
}
