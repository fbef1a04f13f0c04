// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.routerr1.policy.tokenizer.IntList;

/**
 * Which tokens each block of rows looks at: those that some row of it sees, and small gaps between
 * them, as pieces of the sequence. It is cut once where anything that is looked at begins or ends.
 *
 * @param blocks begin and end of the rows, begin and end of its {@code looked}; four numbers each
 * @param looked numbers of pieces
 * @param pieces their lengths, which add up to the whole sequence
 */
record Blocks(int[] blocks, int[] looked, int[] pieces) {

  /** A piece more costs as much as so many tokens. */
  private static final int GAP = 16;

  /** Gathers blocks. */
  static final class Builder {

    private record Range(int from, int to) {}

    private record Block(int begin, int end, List<Range> ranges) {}

    private final int rows;
    private final List<Block> blocks = new ArrayList<>();
    private final SortedSet<Integer> cuts = new TreeSet<>();

    /** Blocks of so many rows. */
    Builder(int rows) {
      this.rows = rows;
    }

    /** A tree's rows, from {@code begin} to {@code end}; {@code last} as in {@link Batch}. */
    void tree(int[] last, int begin, int end) {
      for (int a = begin; a < end; a += rows) {
        int b = Math.min(end, a + rows);
        List<Range> ranges = look(last, begin, a, b);
        ranges.forEach(range -> {
          cuts.add(range.from);
          cuts.add(range.to);
        });
        blocks.add(new Block(a, b, ranges));
      }
    }

    private static List<Range> look(int[] last, int begin, int a, int b) {
      List<Range> ranges = new ArrayList<>();
      int from = -1;
      int to = -1;
      for (int j = begin; j < b; j++) {
        if (last[j] < a) {
          continue;
        }
        if (from >= 0 && j - to > GAP) {
          ranges.add(new Range(from, to));
          from = -1;
        }
        from = from < 0 ? j : from;
        to = j + 1;
      }
      ranges.add(new Range(from, to));
      return ranges;
    }

    /** The blocks of all trees, which follow each other without a gap. */
    Blocks build() {
      int[] cut = cuts.stream().mapToInt(Integer::intValue).toArray();
      int[] pieces = IntStream.range(1, cut.length).map(i -> cut[i] - cut[i - 1]).toArray();
      IntList rowsAndLooked = new IntList();
      IntList looked = new IntList();
      for (Block block : blocks) {
        rowsAndLooked.add(block.begin);
        rowsAndLooked.add(block.end);
        rowsAndLooked.add(looked.size());
        for (Range range : block.ranges) {
          IntStream.range(Arrays.binarySearch(cut, range.from), Arrays.binarySearch(cut, range.to))
              .forEach(looked::add);
        }
        rowsAndLooked.add(looked.size());
      }
      return new Blocks(rowsAndLooked.toArray(), looked.toArray(), pieces);
    }
  }
}
