// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.gguf.TensorType;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.Sequence;

class LlamaModelTest {

  private static final int LENGTH = 70;

  @TempDir private static Path folder;
  private static LlamaModel model;
  private static int[] tokens;
  private static float[][] expected;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      LlamaShape shape = LlamaShape.of(file);
      model = LlamaModel.load(file, shape, 256, 2);
      tokens = new SplittableRandom(1).ints(LENGTH, 0, shape.vocabulary()).toArray();
      expected = new ReferenceLlama(file, shape).logits(tokens);
    }
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void givesTheLogitsOfTheReferenceInOneGo() {
    try (Sequence sequence = new Sequence(model, LENGTH)) {
      assertRows(sequence.forward(tokens, LENGTH), 0);
    }
  }

  @Test
  void givesThemPieceByPiece() {
    try (Sequence sequence = new Sequence(model, 256)) {
      for (int from = 0; from < LENGTH; from += 7) {
        assertRows(sequence.forward(Arrays.copyOfRange(tokens, from, from + 7), 7), from);
      }
    }
  }

  @Test
  void givesOnlyTheRowsThatAreWanted() {
    try (Sequence sequence = new Sequence(model, 256)) {
      assertThat(sequence.forward(Arrays.copyOf(tokens, 50), 0)).isEmpty();
      assertRows(sequence.forward(Arrays.copyOfRange(tokens, 50, LENGTH), 3), LENGTH - 3);
    }
  }

  @Test
  void forgetsWhatIsCutOff() {
    try (Sequence sequence = new Sequence(model, 256)) {
      sequence.forward(Arrays.copyOf(tokens, 40), 0);
      sequence.forward(new int[] {1, 2, 3}, 0);
      sequence.range().truncate(40);
      assertRows(sequence.forward(new int[] {tokens[40]}, 1), 40);
    }
  }

  @Test
  void aBlockGoesFromOneSequenceToAnotherUnchanged() {
    KvPool pool = model.newPool(400);
    KvRange one = pool.take(200).orElseThrow();
    KvRange other = pool.take(LENGTH).orElseThrow();
    run(pool, one, 0, 16);
    try (KvBlock first = pool.copyOut(one, 0, 16)) {
      pool.copyIn(other, first);
    }
    run(pool, one, 16, 48);
    pool.copy(one, 16, 48, other);
    assertThat(other.length()).isEqualTo(48);
    assertThat(run(pool, other, 48, LENGTH)).isEqualTo(run(pool, one, 48, LENGTH));
    pool.close();
  }

  @Test
  void aPoolGivesGapsAgain() {
    KvPool pool = model.newPool(100);
    KvRange first = pool.take(40).orElseThrow();
    KvRange second = pool.take(40).orElseThrow();
    assertThat(pool.take(21)).isEmpty();
    pool.release(first);
    assertThat(pool.take(41)).isEmpty();
    assertThat(pool.take(30).orElseThrow().begin()).isZero();
    assertThat(pool.take(20).orElseThrow().begin()).isEqualTo(80);
    assertThat(pool.used()).isEqualTo(90);
    pool.release(second);
    assertThat(pool.take(50).orElseThrow().begin()).isEqualTo(30);
    pool.close();
  }

  @Test
  void whatIsRunBesideAStretchDoesNotChangeIt() {
    float[] alone;
    try (Sequence sequence = new Sequence(model, 256)) {
      sequence.forward(Arrays.copyOf(tokens, 33), 0);
      alone = sequence.forward(Arrays.copyOfRange(tokens, 33, 36), 3);
    }
    for (int others = 1; others < 24; others++) {
      KvPool pool = model.newPool(4000);
      List<Stretch> stretches = new ArrayList<>();
      for (int i = 0; i < others; i++) {
        KvRange range = pool.take(100).orElseThrow();
        run(pool, range, 5, 5 + i + 1);
        int[] next = Arrays.copyOfRange(tokens, i, i + 1 + i % 3);
        stretches.add(new Stretch(range, next, 1, Optional.empty()));
      }
      KvRange own = pool.take(100).orElseThrow();
      run(pool, own, 0, 33);
      int place = others / 2;
      stretches.add(
          place, new Stretch(own, Arrays.copyOfRange(tokens, 33, 36), 3, Optional.empty()));
      try (Hidden hidden = model.run(pool, stretches)) {
        int words = model.shape().vocabulary();
        assertThat(Arrays.copyOfRange(hidden.logits(), place * words, (place + 3) * words))
            .isEqualTo(alone);
      }
      pool.close();
    }
  }

  @Test
  void threadsThatMeetDoNotHarmEachOther() throws Exception {
    float[] expectedRow;
    try (Sequence sequence = new Sequence(model, LENGTH)) {
      expectedRow = sequence.forward(tokens, 1);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<float[]>> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        int other = 1 + i % 20;
        all.add(
            threads.submit(() -> {
              model.attach();
              // Steps of other sizes in between: each changes what the products write down.
              try (Sequence small = new Sequence(model, LENGTH);
                  Sequence sequence = new Sequence(model, LENGTH)) {
                small.forward(Arrays.copyOf(tokens, other), other);
                return sequence.forward(tokens, 1);
              }
            }));
      }
      for (Future<float[]> one : all) {
        assertThat(one.get()).isEqualTo(expectedRow);
      }
    }
  }

  @Test
  void someLogitsAreThoseOfAll() {
    try (Sequence sequence = new Sequence(model, LENGTH);
        Hidden hidden =
            model.run(
                sequence.pool(),
                List.of(new Stretch(sequence.range(), tokens, 3, Optional.empty())))) {
      float[] some = hidden.logits(new int[] {2, 0, 2}, new int[] {9, 7, 0});
      assertThat(some[0]).isCloseTo(expected[LENGTH - 1][9], within(2e-4f));
      assertThat(some[1]).isCloseTo(expected[LENGTH - 3][7], within(2e-4f));
      assertThat(some[2]).isCloseTo(expected[LENGTH - 1][0], within(2e-4f));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Sequence sequence = new Sequence(model, 8)) {
      assertThatThrownBy(() -> sequence.forward(Arrays.copyOf(tokens, 9), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("9 tokens do not fit after 0 of 8");
      assertThat(sequence.range().length()).isZero();
    }
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    byte[] bytes = TinyModel.bytes();
    // The scale of the last block of the last tensor, as a half: not a number.
    bytes[bytes.length - TensorType.Q8_0.blockBytes() + 1] = 0x7E;
    try (GgufFile file = GgufFile.open(TinyModel.write(folder.resolve("nan.gguf"), bytes))) {
      LlamaShape shape = LlamaShape.of(file);
      assertThatThrownBy(() -> LlamaModel.load(file, shape, 256, 2))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("tensor blk.1.ffn_down.weight: holds numbers that are not finite");
    }
  }

  @Test
  void aTensorOfAnotherShapeIsRefused() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      LlamaShape shape = LlamaShape.of(file);
      LlamaShape wider = Adapters.withHidden(shape, shape.hidden() + 1);
      assertThatThrownBy(() -> LlamaModel.load(file, wider, 256, 2))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("ffn_gate.weight: has the shape [96, 64], not [97, 64]");
    }
  }

  private static void assertRows(float[] logits, int firstRow) {
    int words = model.shape().vocabulary();
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).isCloseTo(expected[firstRow + i / words][i % words], within(2e-4f));
    }
  }

  /** The logits of the last of these tokens. */
  private static float[] run(KvPool pool, KvRange range, int from, int to) {
    Stretch stretch = new Stretch(range, Arrays.copyOfRange(tokens, from, to), 1, Optional.empty());
    try (Hidden hidden = model.run(pool, List.of(stretch))) {
      return hidden.logits();
    }
  }
}
