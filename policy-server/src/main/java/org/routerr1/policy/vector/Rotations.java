// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import java.util.List;

/**
 * Turns queries and keys by their positions: RoFormer (Su et al.). Neighbours of a head are a pair.
 */
public final class Rotations {

  private final int headWidth;
  private final float[] cosines;
  private final float[] sines;

  /**
   * @param positions that there may be
   * @param base of the frequencies {@code base^(-2 i / headWidth)}
   * @param factors what each of the {@code headWidth / 2} frequencies is divided by
   */
  public Rotations(int positions, int headWidth, double base, List<Float> factors) {
    this.headWidth = headWidth;
    int pairs = headWidth / 2;
    this.cosines = new float[positions * pairs];
    this.sines = new float[positions * pairs];
    for (int i = 0; i < pairs; i++) {
      double frequency = Math.pow(base, -2.0 * i / headWidth) / factors.get(i);
      for (int position = 0; position < positions; position++) {
        cosines[position * pairs + i] = (float) Math.cos(position * frequency);
        sines[position * pairs + i] = (float) Math.sin(position * frequency);
      }
    }
  }

  /** Turns the head at {@code heads[headAt]}. */
  public void turn(float[] heads, int headAt, int position) {
    int at = position * (headWidth / 2);
    for (int i = 0; i < headWidth / 2; i++) {
      float real = heads[headAt + 2 * i];
      float imaginary = heads[headAt + 2 * i + 1];
      heads[headAt + 2 * i] = real * cosines[at + i] - imaginary * sines[at + i];
      heads[headAt + 2 * i + 1] = real * sines[at + i] + imaginary * cosines[at + i];
    }
  }
}
