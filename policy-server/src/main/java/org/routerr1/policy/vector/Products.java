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
    for (int row = 0; row < rows; row++) {
      int at = yAt + row * yStride;
      Arrays.fill(y, at, at + Panels.padded(matrix.outputs()), 0);
    }
    add(matrix, x, xAt, xStride, rows, y, yAt, yStride);
  }

  /** {@code y += x · matrixᵀ}. */
  public void add(
      Panels matrix, float[] x, int xAt, int xStride, int rows, float[] y, int yAt, int yStride) {
    int share = 2 * Math.max(1, matrix.count() / (2 * team.members() * SHARES));
    team.run(
        Math.ceilDiv(matrix.count(), share),
        (member, task) ->
            matrix.addProducts(
                task * share,
                Math.min((task + 1) * share, matrix.count()),
                x,
                xAt,
                xStride,
                rows,
                y,
                yAt,
                yStride,
                scratch[member]));
  }
}
