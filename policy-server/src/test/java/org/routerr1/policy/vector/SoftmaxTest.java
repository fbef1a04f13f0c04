// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

  private static final int AT = 7;

  private final SplittableRandom random = new SplittableRandom(3);

  /** Of widths that fill vectors, panels and blocks, and that do not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 300, 512, 513, 1500, 49_152})
  void massesAndChoicesAreThoseOfSixtyFourBits(int width) {
    float[] x = row(width);
    Softmax softmax = new Softmax(x.length);
    for (double share : new double[] {1, .5, .01}) {
      int[] legal = some(width, share);
      boolean[] illegal = Softmax.allBut(legal, width);
      double[] logits = Arrays.stream(legal).mapToDouble(i -> x[AT + i]).toArray();
      double most = Arrays.stream(logits).max().orElseThrow();
      assertThat(softmax.most(x, AT, illegal)).isEqualTo((float) most);
      assertThat(x[AT + Softmax.first(x, AT, illegal, (float) most)]).isEqualTo((float) most);
      for (float temperature : new float[] {.3f, 1, 1.5f}) {
        double[] masses =
            Arrays.stream(logits).map(l -> Math.exp((l - most) / temperature)).toArray();
        double mass = Arrays.stream(masses).sum();
        assertThat(softmax.mass(x, AT, illegal, (float) most, temperature))
            .isCloseTo(mass, within(3e-6 * mass));
        for (int i = 0; i < 20; i++) {
          double point = random.nextDouble();
          int chosen = softmax.sample(x, AT, illegal, (float) most, temperature, point);
          int at = Arrays.binarySearch(legal, chosen);
          assertThat(at).isNotNegative();
          double before = Arrays.stream(masses, 0, at).sum() / mass;
          assertThat(point).isBetween(before - 1e-5, before + masses[at] / mass + 1e-5);
        }
      }
    }
  }

  @Test
  void theSameSumsInSomeOrNone() {
    float[] x = row(700);
    Softmax softmax = new Softmax(x.length);
    int[] all = IntStream.range(0, 700).toArray();
    assertThat(Softmax.allBut(all, 700)).isEqualTo(Softmax.none(700));
    assertThat(softmax.mass(x, AT, Softmax.none(700), 3, 1))
        .isEqualTo(softmax.mass(x, AT, Softmax.allBut(all, 700), 3, 1));
  }

  @Test
  void aPointAtTheVeryEndIsTheLastLegalOne() {
    float[] x = row(1500);
    Softmax softmax = new Softmax(x.length);
    boolean[] illegal = Softmax.allBut(new int[] {3, 600, 700}, 1500);
    float most = softmax.most(x, AT, illegal);
    assertThat(softmax.sample(x, AT, illegal, most, 1, Math.nextDown(1.0))).isEqualTo(700);
    assertThat(softmax.sample(x, AT, illegal, most, 1, 1)).isEqualTo(700);
    assertThat(softmax.sample(x, AT, illegal, most, 1, 0)).isEqualTo(3);
  }

  @Test
  void whatIsNoNumberIsTold() {
    float[] x = new float[AT + Panels.padded(10)];
    Arrays.fill(x, Float.NaN);
    boolean[] illegal = Softmax.none(10);
    float most = new Softmax(x.length).most(x, AT, illegal);
    assertThatThrownBy(() -> Softmax.first(x, AT, illegal, most))
        .hasMessage("the logits are not numbers");
  }

  private float[] row(int width) {
    float[] x = new float[AT + Panels.padded(width)];
    for (int i = 0; i < width; i++) {
      x[AT + i] = random.nextFloat() * 24 - 12;
    }
    return x;
  }

  private int[] some(int width, double share) {
    int[] legal = IntStream.range(0, width).filter(i -> random.nextDouble() < share).toArray();
    return legal.length == 0 ? new int[] {width / 2} : legal;
  }
}
