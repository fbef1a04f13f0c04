// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import org.routerr1.policy.tokenizer.IntList;

/**
 * Which tokens each block of rows looks at: those that some row of it sees, and small gaps between
 * them.
 *
 * @param blocks begin and end of the rows, begin and end of its ranges; four numbers each
 * @param ranges begin and end of the tokens; two numbers each
 */
record Blocks(int[] blocks, int[] ranges) {

  /** A piece more costs as much as so many tokens. */
  private static final int GAP = 16;

  /** Gathers blocks. */
  static final class Builder {

    private final int rows;
    private final IntList blocks = new IntList();
    private final IntList ranges = new IntList();
    private int count;

    /** Blocks of so many rows. */
    Builder(int rows) {
      this.rows = rows;
    }

    /** A tree's rows, from {@code begin} to {@code end}; {@code last} as in {@link Batch}. */
    void tree(int[] last, int begin, int end) {
      for (int a = begin; a < end; a += rows) {
        int b = Math.min(end, a + rows);
        int first = count;
        look(last, begin, a, b);
        blocks.add(a);
        blocks.add(b);
        blocks.add(first);
        blocks.add(count);
      }
    }

    private void look(int[] last, int begin, int a, int b) {
      int from = -1;
      int to = -1;
      for (int j = begin; j < b; j++) {
        if (last[j] < a) {
          continue;
        }
        if (from >= 0 && j - to > GAP) {
          range(from, to);
          from = -1;
        }
        from = from < 0 ? j : from;
        to = j + 1;
      }
      range(from, to);
    }

    private void range(int from, int to) {
      ranges.add(from);
      ranges.add(to);
      count++;
    }

    Blocks build() {
      return new Blocks(blocks.toArray(), ranges.toArray());
    }
  }
}
