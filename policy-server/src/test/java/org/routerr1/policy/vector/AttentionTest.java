// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.policy.vector.Attention.Place;

/** Against plain loops. */
class AttentionTest {

  /**
   * Two key heads a position, of which the second is seen; the sequence begins at the third
   * position.
   */
  private static final int HEADS = 2;

  private static final int BEGIN = 3;

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @CsvSource({
    "2, 1, 1",
    "8, 5, 1",
    "12, 5, 3",
    "64, 1, 1",
    "64, 70, 1",
    "64, 16, 16",
    "64, 70, 16",
    "64, 70, 50",
    "100, 33, 7"
  })
  void everyRowReadsWhatItSees(int width, int positions, int rows) {
    Attention attention = new Attention(width);
    int sharing = 3;
    int qStride = sharing * width + 5;
    // Twice with other numbers: nothing of the first time counts in the second.
    for (int turn = 0; turn < 2; turn++) {
      float[] keys = floats((positions + BEGIN) * HEADS * width);
      float[] values = floats((positions + BEGIN) * HEADS * width);
      float[] queries = floats(1 + rows * qStride);
      float[] out = new float[1 + rows * sharing * width];
      attention.see(
          new Place(MemorySegment.ofArray(keys), BEGIN, HEADS * width, width),
          new Place(MemorySegment.ofArray(values), BEGIN, HEADS * width, width),
          positions);
      attention.read(queries, 1, qStride, rows, rows == 1, sharing, out, 1, sharing * width);
      for (int row = 0; row < rows; row++) {
        for (int head = 0; head < sharing; head++) {
          int end = positions - rows + 1 + row;
          double[] expected =
              expected(queries, 1 + row * qStride + head * width, keys, values, width, end);
          for (int i = 0; i < width; i++) {
            assertThat(out[1 + (row * sharing + head) * width + i])
                .isCloseTo((float) expected[i], within(1e-5f));
          }
        }
      }
    }
  }

  private static double[] expected(
      float[] q, int qAt, float[] keys, float[] values, int width, int end) {
    double[] weights = new double[end];
    double total = 0;
    for (int i = 0; i < end; i++) {
      for (int j = 0; j < width; j++) {
        weights[i] += q[qAt + j] * keys[((i + BEGIN) * HEADS + 1) * width + j] / Math.sqrt(width);
      }
      weights[i] = Math.exp(weights[i]);
      total += weights[i];
    }
    double[] read = new double[width];
    for (int i = 0; i < end; i++) {
      for (int j = 0; j < width; j++) {
        read[j] += weights[i] / total * values[((i + BEGIN) * HEADS + 1) * width + j];
      }
    }
    return read;
  }

  private float[] floats(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat() * 4 - 2;
    }
    return floats;
  }
}
