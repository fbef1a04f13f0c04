// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import java.util.Arrays;

/** Products of rows with packed matrices, the outputs shared out among a team. */
public final class Products {

  /**
   * Shares of the work for each member, so that nobody waits long for the last one; of pairs of
   * panels.
   */
  private static final int SHARES = 8;

  private final Team team;
  private final float[][] scratch;

  public Products(Team team) {
    this.team = team;
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

  private static void clear(float[] y, int at, int width, int rows, int stride) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(y, at + row * stride, at + row * stride + width, 0);
    }
  }
}
