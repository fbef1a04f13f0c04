// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElementwiseTest {

  @Test
  void exponentsAreRightToTwoUnitsInTheLastPlace() {
    float[] x = new float[Kernels.LANES];
    for (float start = -87; start < 88; start += .37f) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.min(start + i * .01f, 88);
      }
      float[] y = new float[x.length];
      Elementwise.exp(x, 0, x.length, 0, 1, y, 0);
      for (int i = 0; i < x.length; i++) {
        float expected = (float) Math.exp(x[i]);
        assertThat(y[i]).isCloseTo(expected, within(2 * Math.ulp(expected)));
      }
    }
  }

  @Test
  void rowsOfAnyWidth() {
    for (int width = 1; width < 40; width++) {
      float[] x = floats(2 * width, width);
      float[] weight = floats(width, width + 100);
      float[] normed = new float[width + 1];
      float[] gated = new float[width + 1];
      Elementwise.rmsNorm(x, width, weight, width, 1e-5f, normed, 1);
      Elementwise.siluTimes(x, 0, width, width, gated, 1);
      double mean = 0;
      for (int i = 0; i < width; i++) {
        mean += (double) x[width + i] * x[width + i] / width;
      }
      for (int i = 0; i < width; i++) {
        assertThat(normed[1 + i])
            .isCloseTo((float) (x[width + i] / Math.sqrt(mean + 1e-5) * weight[i]), within(1e-5f));
        assertThat(gated[1 + i])
            .isCloseTo((float) (x[i] / (1 + Math.exp(-x[i])) * x[width + i]), within(1e-5f));
      }
      assertThat(normed[0]).isZero();
      assertThat(gated[0]).isZero();
    }
  }

  private static float[] floats(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat() * 4 - 2;
    }
    return floats;
  }
}
