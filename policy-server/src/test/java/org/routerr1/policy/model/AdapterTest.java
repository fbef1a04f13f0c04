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
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.Sequence;

class AdapterTest {

  private static final int LENGTH = 30;

  @TempDir private static Path folder;
  private static LlamaModel model;
  private static int[] tokens;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      model = LlamaModel.load(file, LlamaShape.of(file), 256, 2);
      tokens = new SplittableRandom(2).ints(LENGTH, 0, model.shape().vocabulary()).toArray();
    }
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void anAdapterBesideTheModelIsOneAddedToItsMatrices() {
    for (LoraAdapter lora : adapters()) {
      float[] expected = reference(Optional.of(lora));
      try (Adapter adapter = model.adapter(lora);
          Sequence sequence = new Sequence(model, LENGTH)) {
        assertClose(sequence.forward(tokens, 1, Optional.of(adapter)), expected);
      }
      assertThat(distance(expected, reference(Optional.empty()))).isGreaterThan(1e-2);
    }
  }

  @Test
  void everyRowOfABatchHasItsOwnAdapter() {
    List<Optional<Adapter>> versions = new ArrayList<>(List.of(Optional.empty()));
    adapters().forEach(lora -> versions.add(Optional.of(model.adapter(lora))));
    List<float[]> alone =
        versions.stream()
            .map(version -> {
              try (Sequence sequence = new Sequence(model, LENGTH)) {
                return sequence.forward(tokens, 1, version);
              }
            })
            .toList();
    KvPool pool = model.newPool(1000);
    List<Stretch> stretches = new ArrayList<>();
    for (Optional<Adapter> version : versions) {
      for (int i = 0; i < 3; i++) {
        stretches.add(new Stretch(pool.take(LENGTH).orElseThrow(), tokens, 1, version));
      }
    }
    int words = model.shape().vocabulary();
    try (Hidden hidden = model.run(pool, stretches)) {
      float[] logits = hidden.logits();
      for (int i = 0; i < stretches.size(); i++) {
        assertThat(Arrays.copyOfRange(logits, i * words, (i + 1) * words))
            .isEqualTo(alone.get(i / 3));
      }
    }
    pool.close();
    versions.forEach(v -> v.ifPresent(Adapter::close));
  }

  @Test
  void anAdapterOfAnotherShapeIsRefusedByPlace() {
    LlamaShape s = model.shape();
    LlamaShape wider = Adapters.withHidden(s, s.hidden() + 8);
    LoraAdapter other = Adapters.random(wider, 1, Set.of(LoraModule.UP), 1);
    assertThatThrownBy(() -> model.adapter(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("up_proj of layer 1 is 104 × 64, but the model has 2 layers, there of 96 × 64");
  }

  private static List<LoraAdapter> adapters() {
    return List.of(
        Adapters.random(model.shape(), 0, Set.of(LoraModule.values()), 1),
        Adapters.random(model.shape(), 1, Set.of(LoraModule.QUERY, LoraModule.VALUE), 2),
        Adapters.random(model.shape(), 1, Set.of(LoraModule.KEY, LoraModule.UP), 3));
  }

  private static float[] reference(Optional<LoraAdapter> lora) {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      return new ReferenceLlama(file, model.shape(), lora).logits(tokens)[LENGTH - 1];
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(5e-4f));
    }
  }

  private static double distance(float[] one, float[] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    return most;
  }
}
