// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.policy.gguf.Codes;

class PanelsTest {

  private final SplittableRandom random = new SplittableRandom(7);

  /** Whatever the loop and the form, a number is one chain of fused multiply-adds. */
  @ParameterizedTest
  @CsvSource({"4, 32, 3", "4, 32, 4", "8, 32, 3", "8, 16, 4"})
  void codesGiveTheBitsOfTheFloatsTheyStandForWhateverTheRows(int bits, int group, int panels) {
    int outputs = (panels - 1) * Kernels.WIDTH + 5;
    int inputs = 1568;
    Codes[] rows = new Codes[outputs];
    float[] floats = new float[outputs * inputs];
    for (int i = 0; i < outputs; i++) {
      rows[i] = codes(inputs, bits, group);
      for (int k = 0; k < inputs; k++) {
        floats[i * inputs + k] =
            Math.fma(rows[i].codes()[k], rows[i].scales()[k / group], rows[i].minima()[k / group]);
      }
    }
    float[] x = floats(17 * inputs);
    try (Arena arena = Arena.ofShared();
        Team alone = new Team(1);
        Team team = new Team(3)) {
      Panels coded =
          Panels.of(
              arena,
              (row, to) -> {
                System.arraycopy(rows[row].codes(), 0, to.codes(), 0, inputs);
                System.arraycopy(rows[row].scales(), 0, to.scales(), 0, inputs / group);
                System.arraycopy(rows[row].minima(), 0, to.minima(), 0, inputs / group);
              },
              outputs,
              inputs,
              bits,
              group);
      Panels plain = Panels.of(arena, MemorySegment.ofArray(floats), outputs, inputs);
      float[] one = product(new Products(alone), plain, x, 17);
      for (int row = 0; row < 17; row++) {
        assertThat(one[row * plain.count() * Kernels.WIDTH])
            .isCloseTo(dot(floats, 0, x, row * inputs, inputs), within(1e-3f));
      }
      for (int count = 1; count <= 17; count++) {
        Products products = new Products(team);
        float[] expected = Arrays.copyOf(one, count * Panels.padded(outputs));
        assertThat(product(products, plain, x, count)).isEqualTo(expected);
        assertThat(product(products, coded, x, count)).isEqualTo(expected);
      }
    }
  }

  private static float[] product(Products products, Panels matrix, float[] x, int rows) {
    int stride = Panels.padded(matrix.outputs());
    float[] y = new float[rows * stride];
    Arrays.fill(y, Float.NaN);
    products.multiply(matrix, x, 0, matrix.inputs(), rows, y, 0, stride);
    return y;
  }

  private static float dot(float[] a, int aAt, float[] b, int bAt, int length) {
    return (float)
        IntStream.range(0, length).mapToDouble(i -> (double) a[aAt + i] * b[bAt + i]).sum();
  }

  private Codes codes(int count, int bits, int group) {
    Codes codes = Codes.of(count, group);
    for (int i = 0; i < count; i++) {
      codes.codes()[i] = (byte) (bits == 4 ? random.nextInt(16) : random.nextInt(-128, 128));
    }
    for (int g = 0; g < count / group; g++) {
      codes.scales()[g] = random.nextFloat() / 100;
      codes.minima()[g] = random.nextFloat() / 100 - .005f;
    }
    return codes;
  }

  private float[] floats(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat() * 2 - 1;
    }
    return floats;
  }
}
