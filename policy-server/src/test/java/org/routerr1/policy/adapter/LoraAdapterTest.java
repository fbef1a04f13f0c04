// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.policy.adapter.LoraAdapter.Pair;
import org.routerr1.policy.adapter.LoraAdapter.Place;

class LoraAdapterTest {

  private static final int RANK = 2;
  private static final int WIDTH = 8;
  private static final int HEAD = 4;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.write(folder.resolve("adapter_model.safetensors"), adapter().toSafeTensors().toBytes());
    Files.writeString(folder.resolve("adapter_config.json"), adapter().toConfig());
  }

  private static LoraAdapter adapter() {
    SplittableRandom random = new SplittableRandom(3);
    TreeMap<Place, Pair> pairs = new TreeMap<>();
    for (int layer : new int[] {1, 10}) {
      for (LoraModule module : new LoraModule[] {LoraModule.DOWN, LoraModule.QUERY}) {
        pairs.put(
            new Place(layer, module),
            new Pair(WIDTH, WIDTH, numbers(random, RANK * WIDTH), numbers(random, WIDTH * RANK)));
      }
    }
    return new LoraAdapter("tiny", RANK, 4, pairs);
  }

  private static float[] numbers(SplittableRandom random, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  @Test
  void comesBackFromItsFiles() {
    LoraAdapter read = LoraAdapter.read(folder);
    assertThat(read.base()).isEqualTo("tiny");
    assertThat(read.rank()).isEqualTo(RANK);
    assertThat(read.scale()).isEqualTo(2);
    assertThat(read.layers()).containsExactly(1, 10);
    assertThat(read.modules()).containsExactly(LoraModule.QUERY, LoraModule.DOWN);
    assertThat(read.toSafeTensors().toBytes()).isEqualTo(adapter().toSafeTensors().toBytes());
    assertThat(read.toSafeTensors().tensors())
        .containsKey("base_model.model.model.layers.10.self_attn.q_proj.lora_B.weight")
        .containsKey("base_model.model.model.layers.1.mlp.down_proj.lora_A.weight");
  }

  @Test
  void rowsOfQueriesAreReorderedForRotatedPairsAndNothingElse() {
    LoraAdapter files = adapter();
    LoraAdapter pairs = files.forRotatedPairs(HEAD);
    float[] before = b(files, LoraModule.QUERY);
    float[] after = b(pairs, LoraModule.QUERY);
    // Within a head of four the halves (0 1)(2 3) become the pairs (0 2)(1 3).
    int[] from = {0, 2, 1, 3, 4, 6, 5, 7};
    for (int row = 0; row < WIDTH; row++) {
      for (int r = 0; r < RANK; r++) {
        assertThat(after[row * RANK + r]).isEqualTo(before[from[row] * RANK + r]);
      }
    }
    assertThat(b(pairs, LoraModule.DOWN)).isEqualTo(b(files, LoraModule.DOWN));
    assertThat(b(pairs.forRotatedHalves(HEAD), LoraModule.QUERY)).isEqualTo(before);
  }

  private static float[] b(LoraAdapter adapter, LoraModule module) {
    return adapter.pair(1, module).b();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"r\" : 2', '\"r\" : 3', are not of rank 3",
    "'\"r\" : 2', '\"r\" : 0', r: is not 1 to",
    "'\"r\" : 2', '\"r\" : \"2\"', r: is not 1 to",
    "LORA, IA3, peft_type: is not LORA",
    "'\"bias\" : \"none\"', '\"bias\" : \"all\"', bias: is not none",
    "'\"bias\" : \"none\"', '\"use_dora\" : true', use_dora: is set",
    "'\"bias\" : \"none\"', '\"modules_to_save\" : [\"lm_head\"]', modules_to_save: is set",
    "'{', '[', is not JSON"
  })
  void whatIsNotRunHereIsRefused(String text, String instead, String says) throws IOException {
    Path config = folder.resolve("adapter_config.json");
    Files.writeString(
        config,
        Files.readString(config).replaceFirst(java.util.regex.Pattern.quote(text), instead));
    assertThatThrownBy(() -> LoraAdapter.read(folder))
        .isInstanceOf(AdapterException.class)
        .hasMessageContaining(says);
  }

  @Test
  void aFolderWithoutFilesIsMissing() throws IOException {
    Files.delete(folder.resolve("adapter_config.json"));
    assertThatThrownBy(() -> LoraAdapter.read(folder))
        .isInstanceOfSatisfying(
            AdapterException.class,
            e -> assertThat(e.kind()).isEqualTo(AdapterException.Kind.MISSING));
  }
}
