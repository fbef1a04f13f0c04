// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.routerr1.policy.tokenizer.IntList;

/** Stretches as the numbers that {@link LlamaProgram}'s {@code forward} takes. */
record StepInput(
    int[] tokens,
    int[] positions,
    int[] where,
    long[] stretches,
    int[] wanted,
    List<Adapter> adapters,
    long[] spans) {

  static StepInput of(List<Stretch> stretches, int context) {
    IntList tokens = new IntList();
    IntList positions = new IntList();
    IntList where = new IntList();
    IntList wanted = new IntList();
    long[] places = new long[4 * stretches.size()];
    List<Adapter> adapters = new ArrayList<>();
    List<Long> spans = new ArrayList<>();
    Optional<Adapter> before = Optional.empty();
    int row = 0;
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      KvRange range = stretch.range();
      int rows = stretch.tokens().length;
      int from = range.length();
      range.demandRoom(rows);
      if (from + rows > context) {
        throw new IllegalArgumentException(
            "%d positions are more than the %d of the context".formatted(from + rows, context));
      }
      tokens.addAll(stretch.tokens());
      for (int j = 0; j < rows; j++) {
        positions.add(from + j);
        where.add(range.begin() + from + j);
      }
      for (int j = rows - stretch.wanted(); j < rows; j++) {
        wanted.add(row + j);
      }
      places[4 * i] = row;
      places[4 * i + 1] = rows;
      places[4 * i + 2] = range.begin();
      places[4 * i + 3] = from;
      if (stretch.adapter().isPresent()) {
        if (!stretch.adapter().equals(before)) {
          adapters.add(stretch.adapter().get());
          spans.add((long) row);
          spans.add((long) row + rows);
        } else {
          spans.set(spans.size() - 1, (long) row + rows);
        }
      }
      before = stretch.adapter();
      row += rows;
    }
    return new StepInput(
        tokens.toArray(),
        positions.toArray(),
        where.toArray(),
        places,
        wanted.toArray(),
        adapters,
        spans.stream().mapToLong(Long::longValue).toArray());
  }
}
