// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraAdapter.Pair;
import org.routerr1.policy.adapter.LoraAdapter.Place;
import org.routerr1.policy.adapter.LoraModule;

/**
 * An adapter's matrices as {@link LlamaProgram} runs them: of every matrix of the model a narrowing
 * factor {@code [r, in]} and a widening one {@code [out, r]}, the scale in the second. Where the
 * model holds several modules in one matrix, their factors stand one below the other in the first
 * and on the diagonal in the second.
 */
final class LoraFactors {

  private LoraFactors() {}

  /** Numbers with their shape; none of both where a matrix is not changed. */
  record Factor(float[] values, int rows, int columns) {

    static final Factor NONE = new Factor(new float[0], 0, 0);
  }

  private record Part(LoraModule module, int rows) {}

  /**
   * The factors of all layers.
   *
   * @throws IllegalArgumentException if the adapter does not fit the model, saying where
   */
  static List<Factor> of(LoraAdapter files, LlamaShape shape) {
    LoraAdapter adapter = fitting(files, shape).forRotatedPairs(shape.headWidth());
    int keyRows = shape.keyHeads() * shape.headWidth();
    List<Factor> factors = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      add(
          factors,
          adapter,
          layer,
          new Part(LoraModule.QUERY, shape.width()),
          new Part(LoraModule.KEY, keyRows),
          new Part(LoraModule.VALUE, keyRows));
      add(factors, adapter, layer, new Part(LoraModule.OUTPUT, shape.width()));
      add(
          factors,
          adapter,
          layer,
          new Part(LoraModule.GATE, shape.hidden()),
          new Part(LoraModule.UP, shape.hidden()));
      add(factors, adapter, layer, new Part(LoraModule.DOWN, shape.width()));
    }
    return factors;
  }

  private static LoraAdapter fitting(LoraAdapter adapter, LlamaShape shape) {
    int keyRows = shape.keyHeads() * shape.headWidth();
    adapter
        .pairs()
        .forEach((place, pair) -> {
          int in = place.module() == LoraModule.DOWN ? shape.hidden() : shape.width();
          int out =
              switch (place.module()) {
                case QUERY, OUTPUT, DOWN -> shape.width();
                case KEY, VALUE -> keyRows;
                case GATE, UP -> shape.hidden();
              };
          if (place.layer() >= shape.layers() || pair.in() != in || pair.out() != out) {
            throw new IllegalArgumentException(
                "%s of layer %d is %d × %d, but the model has %d layers, there of %d × %d"
                    .formatted(
                        place.module().peftName(),
                        place.layer(),
                        pair.out(),
                        pair.in(),
                        shape.layers(),
                        out,
                        in));
          }
        });
    return adapter;
  }

  private static void add(List<Factor> factors, LoraAdapter adapter, int layer, Part... parts) {
    int rank = adapter.rank();
    int columns = 0;
    int rows = 0;
    int in = 0;
    for (Part part : parts) {
      rows += part.rows;
      Pair pair = pair(adapter, layer, part);
      if (pair != null) {
        columns += rank;
        in = pair.in();
      }
    }
    if (columns == 0) {
      factors.add(Factor.NONE);
      factors.add(Factor.NONE);
      return;
    }
    float[] narrow = new float[columns * in];
    float[] wide = new float[rows * columns];
    int row = 0;
    int column = 0;
    for (Part part : parts) {
      Pair pair = pair(adapter, layer, part);
      if (pair != null) {
        System.arraycopy(pair.a(), 0, narrow, column * in, rank * in);
        for (int i = 0; i < part.rows; i++) {
          for (int j = 0; j < rank; j++) {
            wide[(row + i) * columns + column + j] =
                (float) (pair.b()[i * rank + j] * adapter.scale());
          }
        }
        column += rank;
      }
      row += part.rows;
    }
    factors.add(new Factor(narrow, columns, in));
    factors.add(new Factor(wide, rows, columns));
  }

  private static @Nullable Pair pair(LoraAdapter adapter, int layer, Part part) {
    return adapter.pairs().get(new Place(layer, part.module));
  }
}
