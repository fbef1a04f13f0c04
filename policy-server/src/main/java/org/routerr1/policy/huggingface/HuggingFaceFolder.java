// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.huggingface;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.routerr1.core.audit.Hashes;
import org.routerr1.policy.gguf.Checksum;
import org.routerr1.policy.gguf.MetaValue;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.gguf.Tensor;
import org.routerr1.policy.gguf.TensorType;

/**
 * A model in a folder: {@code config.json}, {@code tokenizer.json}, the chat template, and weights
 * in one {@code model.safetensors} or in several that an index names.
 *
 * @param tensors by GGUF's names; what GGUF has no name for stays as it is
 * @param files all that is read, in the order of their names
 */
public record HuggingFaceFolder(
    Path path, Metadata metadata, Map<String, Tensor> tensors, List<Path> files, Arena arena)
    implements ModelFile {

  private static final String CONFIG = "config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TEMPLATE_HOLDER = "tokenizer_config.json";
  private static final String TEMPLATE = "chat_template.jinja";

  /** What rotations are computed from anyway. */
  private static final String INVERSE_FREQUENCIES = "rotary_emb.inv_freq";

  /**
   * Reads a folder's descriptions and maps its weights.
   *
   * @throws ModelFileException if something is missing, damaged or of an unknown kind
   */
  public static HuggingFaceFolder open(Path folder) {
    Arena arena = Arena.ofShared();
    try {
      return read(folder, arena);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static HuggingFaceFolder read(Path folder, Arena arena) {
    Map<String, MetaValue> values = new HashMap<>();
    ModelConfig config = ModelConfig.read(JsonFile.read(folder.resolve(CONFIG)), values);
    Shards shards = Shards.open(folder, arena);
    Map<String, Tensor> tensors = renamed(shards.tensors(), config);
    demandVocabulary(folder, tensors, config.vocabulary());
    TokenizerConfig.read(JsonFile.read(folder.resolve(TOKENIZER)), config.vocabulary(), values);
    List<Path> files = new ArrayList<>(List.of(folder.resolve(CONFIG), folder.resolve(TOKENIZER)));
    files.add(template(folder, values));
    files.addAll(shards.files());
    return new HuggingFaceFolder(
        folder,
        new Metadata(folder.resolve(CONFIG), Map.copyOf(values)),
        Map.copyOf(tensors),
        files.stream().sorted().toList(),
        arena);
  }

  private static Map<String, Tensor> renamed(Map<String, Tensor> found, ModelConfig config) {
    Map<String, Tensor> tensors = new HashMap<>();
    found.forEach((name, tensor) -> {
      if (!name.endsWith(INVERSE_FREQUENCIES)) {
        tensors.put(TensorNames.toGguf(name), tensor);
      }
    });
    if (config.tied()) {
      tensors.remove("output.weight");
    }
    config
        .ropeFactors()
        .ifPresent(factors ->
            tensors.put(
                "rope_freqs.weight",
                new Tensor(
                    Path.of(CONFIG),
                    "rope_scaling",
                    List.of((long) factors.length),
                    TensorType.F32,
                    MemorySegment.ofArray(factors))));
    return tensors;
  }

  /** Before a list of so many tokens is made. */
  private static void demandVocabulary(Path folder, Map<String, Tensor> tensors, int vocabulary) {
    Tensor embedding = tensors.get("token_embd.weight");
    if (embedding != null
        && (embedding.shape().isEmpty() || embedding.shape().getFirst() != vocabulary)) {
      throw ModelFileException.unsupported(
          folder.resolve(CONFIG),
          "vocab_size",
          "is %d, but the embedding has the shape %s".formatted(vocabulary, embedding.shape()));
    }
  }

  /** Where the chat template stands: in a file of its own, or within the tokenizer's. */
  private static Path template(Path folder, Map<String, MetaValue> values) {
    Path own = folder.resolve(TEMPLATE);
    Path file = Files.exists(own) ? own : folder.resolve(TEMPLATE_HOLDER);
    String template;
    try {
      template =
          Files.exists(own)
              ? new String(Files.readAllBytes(own), StandardCharsets.UTF_8)
              : JsonFile.read(file).text("chat_template");
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e.toString());
    }
    values.put("tokenizer.chat_template", new MetaValue.Text(template));
    return file;
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  @Override
  public Tensor tensor(String name) {
    return find(name)
        .orElseThrow(() ->
            ModelFileException.unsupported(path, "tensor " + TensorNames.of(name), "is missing"));
  }

  /** As transformers rotates, whatever the family. */
  @Override
  public boolean rotatesHalves() {
    return true;
  }

  /** Of all files' names and checksums. */
  @Override
  public String sha256() {
    return Hashes.sha256(
        files.stream()
            .map(f -> "%s %s\n".formatted(f.getFileName(), Checksum.of(f)))
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    arena.close();
  }
}
