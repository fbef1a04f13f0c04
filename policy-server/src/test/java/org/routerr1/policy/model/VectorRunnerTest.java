// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.infra.doubles.model.TinyModel.Kind;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.model.LogProbabilities.Asked;
import org.routerr1.policy.model.LogProbabilities.Chosen;
import org.routerr1.policy.model.LogProbabilities.Mask;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.Sequence;

/** The processor's own vectors beside the plain program in PyTorch. */
class VectorRunnerTest {

  private static final int LENGTH = 90;
  private static final int ROWS = 3;

  @TempDir private Path folder;

  @Test
  void isWhatRunsHere() {
    assertThat(VectorRunner.isAvailable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void givesTheLogitsOfThePlainProgramAndTheSameBitsFromCodes(Kind kind) {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder, kind))) {
      float[] plain = logits(file, Precision.F32, false);
      float[] vectors = logits(file, Precision.F32, true);
      for (int i = 0; i < plain.length; i++) {
        assertThat(vectors[i]).isCloseTo(plain[i], within(1e-4f));
      }
      assertThat(logits(file, Precision.STORED, true)).isEqualTo(vectors);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void roundingFloatsToEightBitsMovesLogitsByLittle(Kind kind) {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder, kind))) {
      float[] whole = logits(file, Precision.F32, true);
      float[] rounded = logits(file, Precision.INT8, true);
      double square = 0;
      double apart = 0;
      for (int i = 0; i < whole.length; i++) {
        square += (double) whole[i] * whole[i];
        apart += Math.pow(whole[i] - rounded[i], 2);
      }
      assertThat(Math.sqrt(apart / square)).isLessThan(.05);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPromptGivesTheSameBitsInHoweverManyStretches(Kind kind) {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder, kind))) {
      float[] whole = afterPrompt(file, 60);
      for (int stretch : new int[] {1, 7, 16, 17, 59}) {
        assertThat(afterPrompt(file, stretch)).as("in stretches of %d", stretch).isEqualTo(whole);
      }
    }
  }

  /** Where the processor has no instructions for them, it computes in 32 bits. */
  @Test
  void sixteenBitsComeOutNearlyAsThirtyTwo() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      float[] exact = logits(file, Precision.F32, true);
      float[] rounded = logits(file, Precision.BF16, true);
      double most = 0;
      for (float logit : exact) {
        most = Math.max(most, Math.abs(logit));
      }
      for (int i = 0; i < exact.length; i++) {
        assertThat((double) rounded[i]).isCloseTo(exact[i], within(.03 * most));
      }
    }
  }

  /** The logits after a prompt that is read so many tokens at a time. */
  private static float[] afterPrompt(GgufFile file, int stretch) {
    LlamaShape shape = LlamaShape.of(file);
    int[] tokens = new SplittableRandom(7).ints(61, 0, shape.vocabulary()).toArray();
    try (LlamaModel model =
            LlamaModel.load(file, shape, 256, 2, Processor.CPU, Precision.STORED, true);
        Sequence sequence = new Sequence(model, 61)) {
      for (int from = 0; from < 60; from += stretch) {
        sequence.forward(Arrays.copyOfRange(tokens, from, Math.min(60, from + stretch)), 0);
      }
      return sequence.forward(Arrays.copyOfRange(tokens, 60, 61), 1);
    }
  }

  @Test
  void choosesAsPyTorchDoes() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      List<Chosen> plain = choices(file, false);
      List<Chosen> vectors = choices(file, true);
      for (int i = 0; i < plain.size(); i++) {
        Chosen one = plain.get(i);
        Chosen other = vectors.get(i);
        assertThat(other.token()).isEqualTo(one.token());
        assertThat(other.logprob()).isCloseTo(one.logprob(), within(1e-4));
        assertThat(other.freeLogprob()).isCloseTo(one.freeLogprob(), within(1e-4));
      }
      assertThat(Set.copyOf(plain)).hasSizeGreaterThan(ROWS * 2);
    }
  }

  /** Of each row the likeliest of some tokens, one by chance, and one that is given. */
  private static List<Chosen> choices(GgufFile file, boolean vectors) {
    LlamaShape shape = LlamaShape.of(file);
    try (LlamaModel model =
        LlamaModel.load(file, shape, 256, 2, Processor.CPU, Precision.F32, vectors)) {
      KvPool pool = model.newPool(ROWS);
      int[] tokens = new SplittableRandom(6).ints(ROWS, 0, shape.vocabulary()).toArray();
      Stretch stretch = new Stretch(pool.take(ROWS).orElseThrow(), tokens, ROWS, Optional.empty());
      List<Chosen> chosen = new ArrayList<>();
      try (Hidden hidden = model.run(pool, List.of(stretch));
          LogProbabilities table = hidden.logProbabilities(new int[] {2, 0, 1})) {
        for (int row = 0; row < ROWS; row++) {
          int from = row;
          int[] legal =
              IntStream.range(0, shape.vocabulary()).filter(i -> i % ROWS == from).toArray();
          try (Mask mask = table.mask(legal)) {
            chosen.addAll(
                table.choose(
                    List.of(
                        new Asked(row, mask, 0, 0, -1),
                        new Asked(row, mask, .7, .61, -1),
                        new Asked(row, mask, 1, .5, legal[legal.length - 1]))));
          }
        }
      }
      pool.close();
      return chosen;
    }
  }

  /** Of the last three positions, in pieces, with an adapter. */
  private static float[] logits(GgufFile file, Precision precision, boolean vectors) {
    LlamaShape shape = LlamaShape.of(file);
    int[] tokens = new SplittableRandom(5).ints(LENGTH, 0, shape.vocabulary()).toArray();
    try (LlamaModel model =
            LlamaModel.load(file, shape, 256, 2, Processor.CPU, precision, vectors);
        Adapter adapter = model.adapter(Adapters.random(shape, 0, Set.of(LoraModule.values()), 1));
        Sequence sequence = new Sequence(model, LENGTH)) {
      sequence.forward(Arrays.copyOf(tokens, 33), 0, Optional.of(adapter));
      sequence.forward(Arrays.copyOfRange(tokens, 33, LENGTH - 1), 0, Optional.of(adapter));
      return sequence.forward(
          Arrays.copyOfRange(tokens, LENGTH - 1, LENGTH), 1, Optional.of(adapter));
    }
  }
}
