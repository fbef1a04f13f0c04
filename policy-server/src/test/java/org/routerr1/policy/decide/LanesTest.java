// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.model.KvPool;

class LanesTest {

  private static final Job.Owner NOBODY =
      new Job.Owner() {
        @Override
        public boolean isAbandoned() {
          return false;
        }

        @Override
        public void finished(int cachedTokens, long now) {}

        @Override
        public void failed(Throwable failure) {}
      };

  @TempDir private static Path folder;
  private static Policy policy;
  private static KvPool pool;

  @BeforeAll
  static void load() {
    policy = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 2);
    pool = policy.model().newPool(1 << 14);
  }

  @AfterAll
  static void close() {
    pool.close();
    policy.close();
  }

  @Test
  void aSmallStepIsNotDivided() {
    assertThat(Lanes.shares(step(1, 1, 1), 2)).hasSize(1);
    assertThat(Lanes.shares(step(500), 4)).hasSize(1);
  }

  @Test
  void sharesAreContiguousAndOfAboutTheSameCost() {
    for (int count = 2; count <= 4; count++) {
      for (int[] rows :
          new int[][] {
            {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
            {64, 1, 1, 1, 1, 1, 1, 1, 64, 1, 1, 1},
            {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 64, 64},
            {64, 64}
          }) {
        List<Portion> step = step(rows);
        List<List<Portion>> shares = Lanes.shares(step, count);
        assertThat(shares.stream().flatMap(List::stream).toList()).isEqualTo(step);
        assertThat(shares).hasSizeBetween(2, count).noneMatch(List::isEmpty);
        int total = Arrays.stream(rows).sum() + 2 * rows.length;
        assertThat(shares)
            .allSatisfy(share ->
                assertThat(share.stream().mapToInt(a -> a.rows() + 2).sum())
                    .isLessThanOrEqualTo(total / shares.size() + 66));
      }
    }
  }

  @Test
  void piecesOfOnePromptGoToLanesSideBySide() {
    Active reader = active(200);
    List<Portion> pieces =
        IntStream.range(0, 3).mapToObj(piece -> new Portion(reader, piece)).toList();
    assertThat(Lanes.shares(pieces, 3))
        .containsExactlyElementsOf(pieces.stream().map(List::of).toList());
    // Two lanes for three pieces: one is left for another step.
    assertThat(Lanes.shares(pieces, 2).stream().flatMap(List::stream).toList())
        .isEqualTo(pieces.subList(0, 2));

    List<Portion> beside = new ArrayList<>(step(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    beside.addAll(step(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    beside.addAll(step(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    beside.addAll(pieces.subList(0, 2));
    List<List<Portion>> shares = Lanes.shares(beside, 2);
    assertThat(shares)
        .allSatisfy(
            share -> assertThat(share.stream().map(Portion::active)).doesNotHaveDuplicates());
    assertThat(shares.stream().flatMap(List::stream).toList()).contains(pieces.getFirst());
  }

  private static Active active(int tokens) {
    Prompt prompt = Prompt.of("v", new int[tokens + 1]);
    ScoreWriting writing = new ScoreWriting(prompt.last(), List.of(Question.free(1)));
    Job job = new Job(prompt, writing, policy.base(), false, tokens + 1, NOBODY);
    return new Active(job, pool.take(tokens + 1).orElseThrow(), 0);
  }

  private static List<Portion> step(int... rows) {
    List<Portion> step = new ArrayList<>();
    for (int n : rows) {
      step.add(new Portion(active(Math.min(n, Prompt.BLOCK)), 0));
    }
    return step;
  }
}
