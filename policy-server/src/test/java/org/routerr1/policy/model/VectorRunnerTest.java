// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.infra.doubles.model.TinyModel.Kind;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.Sequence;

/** The processor's own vectors beside the plain program in PyTorch. */
class VectorRunnerTest {

  private static final int LENGTH = 90;

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
      assertThat(Math.sqrt(apart / square)).isLessThan(.03);
    }
  }

  @Test
  void thereIsOneLane() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder));
        LlamaModel model = LlamaModel.load(file, LlamaShape.of(file), 256, 2)) {
      assertThat(model.lanes()).isEqualTo(1);
      KvPool pool = model.newPool(10);
      Stretch stretch =
          new Stretch(pool.take(10).orElseThrow(), new int[] {1}, 0, Optional.empty());
      assertThatThrownBy(
              () -> model.run(0, pool, List.of(stretch), Relay.of(List.of(true)).getFirst()))
          .hasMessage("there is one lane only");
      pool.close();
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
