// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.testing.Folders;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.Tokenizer;

/** Whatever is wrong with a model is a typed error of one line, before PyTorch sees a number. */
class DamagedModelsTest {

  private static final String SHARD = "model-00002-of-000";

  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "config.json|\"model_type\": \"qwen2\"|\"model_type\": \"mamba\"|model_type: is \"mamba\", none of [llama, qwen2]",
        "config.json|\"Qwen2ForCausalLM\"|\"Qwen2ForTokenClassification\"|architectures: is",
        "config.json|`\"vocab_size\": `|`\"vocab_size\": 1`|vocab_size: is",
        "config.json|\"hidden_size\": 32|\"hidden_size\": 64|has the shape",
        "config.json|\"num_attention_heads\": 4|\"num_attention_heads\": 5|does not fit width",
        "config.json|\"num_hidden_layers\": 2|\"num_hidden_layers\": 3|model.layers.2.input_layernorm.weight: is missing",
        "config.json|\"num_hidden_layers\": 2|\"num_hidden_layers\": 1|is no part of a model",
        "config.json|\"hidden_act\": \"silu\"|\"hidden_act\": \"gelu\"|hidden_act: is \"gelu\"",
        "config.json|\"rms_norm_eps\": 1e-06|\"rms_norm_eps\": -1|rms_norm_eps: is not a number above zero",
        "config.json|\"use_sliding_window\": false|\"use_sliding_window\": true|use_sliding_window: is set",
        "config.json|\"rms_norm_eps\": 1e-06|\"partial_rotary_factor\": 0.5, \"rms_norm_eps\": 1e-06|partial_rotary_factor: is 0.5",
        "config.json|{|[|is not JSON",
        "tokenizer.json|\"type\": \"BPE\"|\"type\": \"Unigram\"|model.type: is \"Unigram\"",
        "tokenizer.json|\"type\": \"NFC\"|\"type\": \"NFKC\"|normalizer: is \"NFKC\"",
        "tokenizer.json|\"behavior\": \"Isolated\"|\"behavior\": \"Removed\"|pre_tokenizer: is neither",
        "tokenizer.json|`\"a\": `|`\"a\": 99999999`|has the id",
        "chat_template.jinja|`<|im_start|>`|<start_of_turn>|is not of the ChatML form",
      })
  void whatIsWrongIsNamed(String file, String from, String to, String says) throws IOException {
    Path folder = Folders.copy("qwen2-untied", temporary);
    Path damaged = folder.resolve(file);
    String text = Files.readString(damaged);
    assertThat(text).contains(from);
    Files.writeString(damaged, text.replace(from, to));
    assertBroken(folder).hasMessageContaining(says);
  }

  @Test
  void aShardThatIsMissingCutOrTooLongIsNamed() throws IOException {
    Path folder = Folders.copy("qwen2-untied", temporary);
    Path shard = shard(folder);
    byte[] whole = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(whole, whole.length - 1));
    assertBroken(folder).hasMessageContaining("has offsets that do not fit");
    Files.write(shard, Arrays.copyOf(whole, whole.length + 8));
    assertBroken(folder).hasMessageContaining("8 bytes belong to no tensor");
    Files.write(shard, Arrays.copyOf(whole, 5));
    assertBroken(folder).hasMessageContaining("header: says a length");
    Files.delete(shard);
    assertBroken(folder)
        .hasMessageContaining("model.safetensors.index.json: ")
        .hasMessageContaining("which is missing");
  }

  @Test
  void anIndexThatLeavesTheFolderIsRefused() throws IOException {
    Path folder = Folders.copy("qwen2-untied", temporary);
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, Files.readString(index).replace(SHARD, "../" + SHARD));
    assertBroken(folder).hasMessageContaining("which is no file's name");
  }

  @Test
  void aNumberThatIsNoneIsRefused() throws IOException {
    Path folder = Folders.copy("qwen2-untied", temporary);
    Path shard = shard(folder);
    byte[] bytes = Files.readAllBytes(shard);
    Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0xff);
    Files.write(shard, bytes);
    assertBroken(folder).hasMessageContaining("holds numbers that are not finite");
  }

  @ParameterizedTest
  @CsvSource({"config.json", "tokenizer.json", "model.safetensors"})
  void whatIsMissingIsNamed(String file) throws IOException {
    Path folder = Folders.copy("qwen2-tied", temporary);
    Files.delete(folder.resolve(file));
    assertBroken(folder).hasMessageContaining(file + ": is missing");
  }

  @Test
  void damageOfAnyFolderIsATypedErrorOrAnotherSoundOne() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    int refused = 0;
    int damages = Integer.getInteger("router.mutations", 600);
    for (String name : List.of("qwen2-untied", "llama-tied")) {
      Path folder = Folders.copy(name, temporary);
      List<Path> files = files(folder);
      for (int i = 0; i < damages / 2; i++) {
        Path file = files.get(random.nextInt(files.size()));
        byte[] good = Files.readAllBytes(file);
        Files.write(file, damaged(good, random));
        refused += isRefused(folder) ? 1 : 0;
        Files.write(file, good);
      }
      assertThat(isRefused(folder)).isFalse();
    }
    assertThat(refused).isGreaterThan(damages / 10);
  }

  @Test
  void damageOfAnyGgufFileIsATypedErrorOrAnotherSoundOne() {
    SplittableRandom random = new SplittableRandom(6);
    int refused = 0;
    int damages = Integer.getInteger("router.mutations", 600);
    for (TinyModel.Kind kind : TinyModel.Kind.values()) {
      byte[] good = TinyModel.bytes(kind);
      Path path = temporary.resolve("model.gguf");
      for (int i = 0; i < damages / TinyModel.Kind.values().length; i++) {
        byte[] bad = good.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
          bad[random.nextInt(8000)] = (byte) random.nextInt();
        }
        refused += isRefused(TinyModel.write(path, bad)) ? 1 : 0;
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] bad =
        Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
    // Most damage where the descriptions are, which is all that some files hold.
    int within = random.nextBoolean() ? Math.min(bad.length, 3000) : bad.length;
    for (int n = random.nextInt(4); n >= 0 && within > 0; n--) {
      bad[random.nextInt(within)] = (byte) random.nextInt();
    }
    return bad;
  }

  private static boolean isRefused(Path model) {
    try {
      readAll(model);
      return false;
    } catch (ModelFileException e) {
      assertThat(e.getMessage()).doesNotContain("\n", "\r", "\u001b");
      return true;
    }
  }

  private static void readAll(Path path) {
    try (ModelFile file = ModelFiles.open(path);
        Arena arena = Arena.ofShared()) {
      LlamaShape shape = LlamaShape.of(file);
      ChatTemplate.of(file.metadata(), Tokenizer.of(file.metadata()));
      LlamaWeights weights = LlamaWeights.of(file, shape);
      weights.embedding().expand(arena);
      weights.output().expand(arena);
      weights.layers().stream()
          .flatMap(layer -> Stream.concat(layer.matrices().stream(), layer.vectors().stream()))
          .forEach(weight -> weight.expand(arena));
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertBroken(Path path) {
    return assertThatThrownBy(() -> readAll(path))
        .isInstanceOfSatisfying(
            ModelFileException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelFileException.Kind.BROKEN));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static Path shard(Path folder) throws IOException {
    return files(folder).stream()
        .filter(f -> String.valueOf(f.getFileName()).startsWith(SHARD))
        .findFirst()
        .orElseThrow();
  }
}
