// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.gguf.TensorType;
import org.routerr1.policy.testing.TinyModel;

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
    try (KvCache cache = model.newCache(LENGTH)) {
      assertRows(model.forward(cache, tokens, LENGTH), 0);
    }
  }

  @Test
  void givesThemPieceByPiece() {
    try (KvCache cache = model.newCache(256)) {
      for (int from = 0; from < LENGTH; from += 7) {
        assertRows(model.forward(cache, Arrays.copyOfRange(tokens, from, from + 7), 7), from);
      }
    }
  }

  @Test
  void givesOnlyTheRowsThatAreWanted() {
    try (KvCache cache = model.newCache(256)) {
      assertThat(model.forward(cache, Arrays.copyOf(tokens, 50), 0)).isEmpty();
      assertRows(model.forward(cache, Arrays.copyOfRange(tokens, 50, LENGTH), 3), LENGTH - 3);
    }
  }

  @Test
  void forgetsWhatIsCutOff() {
    try (KvCache cache = model.newCache(256)) {
      model.forward(cache, Arrays.copyOf(tokens, 40), 0);
      model.forward(cache, new int[] {1, 2, 3}, 0);
      cache.truncate(40);
      assertRows(model.forward(cache, new int[] {tokens[40]}, 1), 40);
    }
  }

  @Test
  void aBlockGoesFromOneSequenceToAnotherUnchanged() {
    try (KvCache one = model.newCache(256);
        KvCache other = model.newCache(LENGTH)) {
      model.forward(one, Arrays.copyOf(tokens, 16), 0);
      try (KvBlock first = model.copyOut(one, 0)) {
        model.copyIn(other, first);
      }
      model.forward(one, Arrays.copyOfRange(tokens, 16, 48), 0);
      try (KvBlock second = model.copyOut(one, 16)) {
        model.copyIn(other, second);
        assertThat(second.length()).isEqualTo(32);
      }
      int[] rest = Arrays.copyOfRange(tokens, 48, LENGTH);
      assertThat(model.forward(other, rest, 5)).isEqualTo(model.forward(one, rest, 5));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (KvCache cache = model.newCache(8)) {
      assertThatThrownBy(() -> model.forward(cache, Arrays.copyOf(tokens, 9), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("9 tokens do not fit after 0 of 8");
      assertThat(cache.length()).isZero();
    }
    assertThatThrownBy(() -> model.newCache(257)).hasMessageContaining("1 to 256 positions");
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
      LlamaShape wider =
          new LlamaShape(
              shape.layers(),
              shape.width(),
              shape.hidden() + 1,
              shape.heads(),
              shape.keyHeads(),
              shape.headWidth(),
              shape.ropeBase(),
              shape.normEpsilon(),
              shape.vocabulary(),
              shape.context());
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
}
