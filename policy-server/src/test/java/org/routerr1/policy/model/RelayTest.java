// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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

/** Lanes, of which PyTorch on a CPU has several. */
class RelayTest {

  private static final int LENGTH = 70;

  @TempDir private static Path folder;
  private static LlamaModel model;
  private static int[] tokens;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      LlamaShape shape = LlamaShape.of(file);
      model = LlamaModel.load(file, shape, 256, 2, Processor.CPU, Precision.F32, false);
      tokens = new SplittableRandom(1).ints(LENGTH, 0, shape.vocabulary()).toArray();
    }
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void aRelayOfLanesGivesTheSameBitsAsOneAfterAnother() throws Exception {
    KvPool pool = model.newPool(400);
    KvRange one = pool.take(LENGTH).orElseThrow();
    KvRange other = pool.take(LENGTH).orElseThrow();
    run(pool, one, 0, 30);
    run(pool, one, 30, 60);

    List<Relay> relays = Relay.of(List.of(true));
    try (ExecutorService second = Executors.newSingleThreadExecutor()) {
      Stretch behind =
          new Stretch(other, 30, Arrays.copyOfRange(tokens, 30, 60), 0, Optional.empty());
      Future<?> waiting =
          second.submit(() -> {
            model.attachLane();
            model.run(1, pool, List.of(behind), relays.getLast()).close();
          });
      Stretch ahead = new Stretch(other, Arrays.copyOf(tokens, 30), 0, Optional.empty());
      model.run(0, pool, List.of(ahead), relays.getFirst()).close();
      waiting.get();
    }
    assertThat(other.length()).isEqualTo(60);
    assertThat(run(pool, other, 60, LENGTH)).isEqualTo(run(pool, one, 60, LENGTH));
    pool.close();
  }

  @Test
  void whatFollowsAStretchThatFailsFailsToo() throws Exception {
    KvPool pool = model.newPool(400);
    KvRange range = pool.take(LENGTH).orElseThrow();
    List<Relay> relays = Relay.of(List.of(true));
    try (ExecutorService second = Executors.newSingleThreadExecutor()) {
      Stretch behind = new Stretch(range, 30, new int[] {1, 2}, 0, Optional.empty());
      Future<?> waiting =
          second.submit(() -> {
            model.attachLane();
            model.run(1, pool, List.of(behind), relays.getLast()).close();
          });
      Stretch broken = new Stretch(range, new int[] {1 << 30}, 0, Optional.empty());
      assertThatThrownBy(() -> model.run(0, pool, List.of(broken), relays.getFirst()))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(waiting::get).hasMessageContaining("was not computed");
    }
    assertThatThrownBy(() ->
            model.run(0, pool, List.of(new Stretch(range, 3, new int[] {1}, 0, Optional.empty()))))
        .hasMessageContaining("begins at 3 after 0 positions");
    pool.close();
  }

  /** The logits of the last of these tokens. */
  private static float[] run(KvPool pool, KvRange range, int from, int to) {
    Stretch stretch = new Stretch(range, Arrays.copyOfRange(tokens, from, to), 1, Optional.empty());
    try (Hidden hidden = model.run(pool, List.of(stretch))) {
      return hidden.logits();
    }
  }
}
