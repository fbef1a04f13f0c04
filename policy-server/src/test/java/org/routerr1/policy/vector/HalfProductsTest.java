// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.model.PyTorch;

/** MKL computes these by other instructions where the processor has none for 16-bit floats. */
class HalfProductsTest {

  private static final int OUTPUTS = 2 * Kernels.WIDTH + 5;
  private static final int INPUTS = 96;
  private static final int STRIDE = Panels.padded(OUTPUTS) + 3;

  private final SplittableRandom random = new SplittableRandom(3);

  @BeforeAll
  static void loadTheLibrary() {
    PyTorch.start(1, Processor.CPU).close();
  }

  @Test
  void roundsToTheNearestSixteenBits() {
    assertThat(HalfProducts.round(1)).isEqualTo((short) 0x3f80);
    assertThat(HalfProducts.round(-1)).isEqualTo((short) 0xbf80);
    // In the middle between two: to the even one.
    assertThat(HalfProducts.round(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
    assertThat(HalfProducts.round(Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
    assertThat(HalfProducts.round(Float.intBitsToFloat(0x3f808001))).isEqualTo((short) 0x3f81);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 40})
  void aProductIsThatOfTheRoundedNumbersAndAddsWhereItIsAskedTo(int rows) {
    float[] matrix = halves(OUTPUTS * INPUTS);
    float[] x = halves(2 + rows * (INPUTS + 1));
    Optional<HalfProducts> half = HalfProducts.find();
    assertThat(half).isPresent();
    try (Arena arena = Arena.ofShared();
        Team team = new Team(2)) {
      MemorySegment floats = MemorySegment.ofArray(matrix);
      Panels panels = Panels.of(arena, floats, OUTPUTS, INPUTS).withHalves(arena, floats);
      Products exact = new Products(team);
      Products rounded = new Products(team, half);
      float[] expected = new float[1 + rows * STRIDE];
      float[] seen = new float[expected.length];
      Arrays.fill(seen, Float.NaN);
      Arrays.fill(expected, Float.NaN);
      exact.multiply(panels, x, 2, INPUTS + 1, rows, expected, 1, STRIDE);
      rounded.multiply(panels, x, 2, INPUTS + 1, rows, seen, 1, STRIDE);
      assertAlike(seen, expected);
      exact.add(panels, x, 1, INPUTS + 1, rows, expected, 1, STRIDE);
      rounded.add(panels, x, 1, INPUTS + 1, rows, seen, 1, STRIDE);
      assertAlike(seen, expected);
    }
  }

  /** What lies between the rows stays as it was. */
  private static void assertAlike(float[] seen, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.isNaN(expected[i])) {
        assertThat(seen[i]).isNaN();
      } else {
        assertThat(seen[i]).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  private float[] halves(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Float.intBitsToFloat(HalfProducts.round(random.nextFloat() - .5f) << Short.SIZE);
    }
    return numbers;
  }
}
