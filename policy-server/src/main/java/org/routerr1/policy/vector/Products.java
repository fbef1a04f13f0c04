// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Products of rows with packed matrices, the outputs shared out among a team. */
public final class Products {

  /**
   * Shares of the work for each member, so that nobody waits long for the last one; of pairs of
   * panels.
   */
  private static final int SHARES = 8;

  /** Rows that a member rounds at once. */
  private static final int ROUNDED = 8;

  private final Team team;
  private final @Nullable HalfProducts half;
  private final float[][] scratch;
  private short[] rounded = {};

  public Products(Team team) {
    this(team, Optional.empty());
  }

  /**
   * @param half multiplies what is kept in 16-bit floats
   */
  public Products(Team team, Optional<HalfProducts> half) {
    this.team = team;
    this.half = half.orElse(null);
    this.scratch = new float[team.members()][];
    Arrays.setAll(scratch, i -> Panels.scratch());
  }

  /** {@code y = x · matrixᵀ}, for rows from {@code xAt} and {@code yAt} on. */
  public void multiply(
      Panels matrix, float[] x, int xAt, int xStride, int rows, float[] y, int yAt, int yStride) {
    run(matrix, x, xAt, xStride, rows, y, yAt, yStride, true);
  }

  /** {@code y += x · matrixᵀ}. */
  public void add(
      Panels matrix, float[] x, int xAt, int xStride, int rows, float[] y, int yAt, int yStride) {
    run(matrix, x, xAt, xStride, rows, y, yAt, yStride, false);
  }

  private void run(
      Panels matrix,
      float[] x,
      int xAt,
      int xStride,
      int rows,
      float[] y,
      int yAt,
      int yStride,
      boolean anew) {
    MemorySegment halves = matrix.halves();
    if (half != null && halves != null && rows >= HalfProducts.LEAST_ROWS) {
      runHalf(half, halves, matrix, x, xAt, xStride, rows, y, yAt, yStride, anew);
      return;
    }
    int share = 2 * Math.max(1, matrix.count() / (2 * team.members() * SHARES));
    team.run(
        Math.ceilDiv(matrix.count(), share),
        (member, task) -> {
          int from = task * share;
          int to = Math.min(from + share, matrix.count());
          if (anew) {
            clear(y, yAt + from * Kernels.WIDTH, (to - from) * Kernels.WIDTH, rows, yStride);
          }
          matrix.addProducts(from, to, x, xAt, xStride, rows, y, yAt, yStride, scratch[member]);
        });
  }

  /** A share for each member: a library's product takes its time to begin. */
  private synchronized void runHalf(
      HalfProducts half,
      MemorySegment halves,
      Panels matrix,
      float[] x,
      int xAt,
      int xStride,
      int rows,
      float[] y,
      int yAt,
      int yStride,
      boolean anew) {
    int inputs = matrix.inputs();
    if (rounded.length < rows * inputs) {
      rounded = new short[rows * inputs];
    }
    short[] to = rounded;
    team.run(
        Math.ceilDiv(rows, ROUNDED),
        (member, task) -> {
          for (int row = task * ROUNDED; row < Math.min((task + 1) * ROUNDED, rows); row++) {
            for (int k = 0; k < inputs; k++) {
              to[row * inputs + k] = HalfProducts.round(x[xAt + row * xStride + k]);
            }
          }
        });
    int outputs = matrix.outputs();
    int share = Math.ceilDiv(Math.ceilDiv(outputs, team.members()), Kernels.WIDTH) * Kernels.WIDTH;
    team.run(
        Math.ceilDiv(outputs, share),
        (member, task) ->
            half.multiply(
                halves,
                task * share,
                Math.min((task + 1) * share, outputs),
                inputs,
                to,
                rows,
                y,
                yAt,
                yStride,
                anew));
    if (anew && outputs < Panels.padded(outputs)) {
      clear(y, yAt + outputs, Panels.padded(outputs) - outputs, rows, yStride);
    }
  }

  private static void clear(float[] y, int at, int width, int rows, int stride) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(y, at + row * stride, at + row * stride + width, 0);
    }
  }
}
