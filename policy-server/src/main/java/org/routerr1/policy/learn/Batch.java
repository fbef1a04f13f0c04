// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.policy.learn.Tree.Decision;

/**
 * Trees one after the other for one forward pass.
 *
 * @param last as in {@link Tree}, counted in the batch
 * @param blocks what each block of rows looks at
 * @param rows the distinct tokens whose hidden states are needed
 * @param chunks the decisions, in groups that are scored together
 * @param size tokens without padding
 */
record Batch(
    int[] tokens,
    int[] depth,
    int[] last,
    Blocks blocks,
    int[] rows,
    List<Chunk> chunks,
    int size) {

  /** Lengths are padded to a multiple: new shapes cost time. */
  private static final int STEP = 32;

  /** Up to so many legal tokens a decision is scored among the rows of the output matrix. */
  private static final int FEW = 1024;

  /** Decisions over the whole vocabulary that are scored at once. */
  private static final int CHUNK = 64;

  private static final int[] WHOLE = {};

  /**
   * Decisions that are scored together.
   *
   * @param columns the tokens among which; empty: the whole vocabulary
   * @param legal sets of columns, by kind
   * @param points the decisions
   */
  record Chunk(int[] columns, List<BitSet> legal, List<Point> points) {

    boolean isWhole() {
      return columns.length == 0;
    }

    int width(int vocabulary) {
      return isWhole() ? vocabulary : columns.length;
    }
  }

  /**
   * A decision.
   *
   * @param row index into the batch's rows
   * @param kind index into the chunk's legal sets
   * @param terms what was chosen here
   */
  record Point(Decision decision, int row, int kind, List<Loss> terms) {}

  /**
   * A term of the loss: {@code weight · log π + coefficient · gain}.
   *
   * @param column of the chosen token
   * @param mass of the teacher, as it was given
   * @param given log-probability under the policy that is improved on; NaN: the current one
   * @param sampler log-probability under the sampler; NaN: unknown
   */
  record Loss(
      Source source,
      int column,
      float mass,
      float weight,
      float coefficient,
      float advantage,
      float given,
      float sampler) {}

  /** Which term of which tree. */
  record Source(int tree, int term) {}

  /** What a term of a tree is worth. */
  interface Worth {
    Loss loss(Source source, int column);
  }

  /**
   * Lays trees out.
   *
   * @param numbers their places in the update
   * @param blockRows rows that look together
   */
  static Batch of(List<Tree> trees, List<Integer> numbers, int blockRows, Worth worth) {
    int size = trees.stream().mapToInt(Tree::size).sum();
    int padded = Math.ceilDiv(size, STEP) * STEP;
    int[] tokens = new int[padded];
    int[] depth = new int[padded];
    int[] last = new int[padded];
    Blocks.Builder blocks = new Blocks.Builder(blockRows);
    Layout few = new Layout();
    Layout many = new Layout();
    Map<Integer, Integer> rows = new LinkedHashMap<>();
    int at = 0;
    for (int i = 0; i < trees.size(); i++) {
      Tree tree = trees.get(i);
      System.arraycopy(tree.tokens(), 0, tokens, at, tree.size());
      System.arraycopy(tree.depth(), 0, depth, at, tree.size());
      for (int k = 0; k < tree.size(); k++) {
        last[at + k] = at + tree.last()[k];
      }
      blocks.tree(last, at, at + tree.size());
      List<List<Integer>> terms = new ArrayList<>();
      tree.decisions().forEach(d -> terms.add(new ArrayList<>()));
      for (int t = 0; t < tree.terms().size(); t++) {
        terms.get(tree.terms().get(t).decision()).add(t);
      }
      for (int d = 0; d < tree.decisions().size(); d++) {
        Decision decision = tree.decisions().get(d);
        int row = rows.computeIfAbsent(at + decision.row(), r -> rows.size());
        Layout layout = decision.legal().length <= FEW ? few : many;
        layout.add(new Open(decision, row, numbers.get(i), tree, terms.get(d)));
      }
      at += tree.size();
    }
    // What is added sees itself alone, and nobody asks for it.
    for (int i = size; i < padded; i++) {
      last[i] = i;
    }
    blocks.tree(last, size, padded);
    List<Chunk> chunks = new ArrayList<>();
    few.chunks(true, worth, chunks);
    many.chunks(false, worth, chunks);
    return new Batch(
        tokens,
        depth,
        last,
        blocks.build(),
        rows.keySet().stream().mapToInt(Integer::intValue).toArray(),
        chunks,
        size);
  }

  private record Open(Decision decision, int row, int number, Tree tree, List<Integer> terms) {}

  /** Decisions of one sort. */
  private static final class Layout {

    private final List<Open> open = new ArrayList<>();

    void add(Open decision) {
      open.add(decision);
    }

    void chunks(boolean few, Worth worth, List<Chunk> out) {
      int step = few ? Math.max(1, open.size()) : CHUNK;
      for (int from = 0; from < open.size(); from += step) {
        out.add(chunk(open.subList(from, Math.min(open.size(), from + step)), few, worth));
      }
    }

    private static Chunk chunk(List<Open> open, boolean few, Worth worth) {
      int[] columns =
          few
              ? open.stream()
                  .flatMapToInt(o -> Arrays.stream(o.decision.legal()))
                  .sorted()
                  .distinct()
                  .toArray()
              : WHOLE;
      Map<Legal, Integer> kinds = new LinkedHashMap<>();
      List<BitSet> legal = new ArrayList<>();
      List<Point> points = new ArrayList<>();
      for (Open o : open) {
        int[] tokens = o.decision.legal();
        int kind =
            kinds.computeIfAbsent(
                new Legal(tokens),
                k -> {
                  BitSet set = new BitSet();
                  for (int token : tokens) {
                    set.set(column(columns, token));
                  }
                  legal.add(set);
                  return legal.size() - 1;
                });
        List<Loss> losses = new ArrayList<>();
        for (int term : o.terms) {
          int token = tokens[o.tree.terms().get(term).choice()];
          losses.add(worth.loss(new Source(o.number, term), column(columns, token)));
        }
        points.add(new Point(o.decision, o.row, kind, losses));
      }
      return new Chunk(columns, legal, points);
    }

    private static int column(int[] columns, int token) {
      return columns.length == 0 ? token : Arrays.binarySearch(columns, token);
    }
  }
}
