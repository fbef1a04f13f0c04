// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.routerr1.policy.gguf.MetaValue;
import org.routerr1.policy.gguf.ModelFileException;

/** A folder's {@code tokenizer.json}: byte pairs only, under GGUF's keys. */
final class TokenizerConfig {

  private static final int NORMAL = 1;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;
  private static final int UNUSED = 5;

  private static final String QWEN2 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private final JsonFile json;

  /** Of each id; empty where there is none. */
  private final String[] spellings;

  private final int[] types;

  private TokenizerConfig(JsonFile json, int vocabulary) {
    this.json = json;
    this.spellings = new String[vocabulary];
    Arrays.fill(spellings, "");
    this.types = new int[vocabulary];
  }

  /**
   * Reads it.
   *
   * @param vocabulary how many ids the model has; those without a token are never written
   */
  static void read(JsonFile json, int vocabulary, Map<String, MetaValue> metadata) {
    new TokenizerConfig(json, vocabulary).read(metadata);
  }

  private void read(Map<String, MetaValue> metadata) {
    JsonFile model = json.object("model");
    String type = model.get("type").asText("BPE");
    json.demand(type.equals("BPE"), "model.type", "is \"%s\", not BPE".formatted(type));
    for (String option : List.of("byte_fallback", "ignore_merges")) {
      json.demand(!model.flag(option), "model." + option, "is set, which is not run");
    }
    for (Map.Entry<String, JsonNode> token : model.object("vocab").root().properties()) {
      add(token.getKey(), token.getValue(), NORMAL);
    }
    for (JsonNode token : json.get("added_tokens")) {
      add(
          token.path("content").asText(),
          token.path("id"),
          token.path("special").asBoolean() ? CONTROL : USER_DEFINED);
    }
    List<MetaValue> tokens = new ArrayList<>();
    List<MetaValue> tokenTypes = new ArrayList<>();
    for (int id = 0; id < spellings.length; id++) {
      String spelling = spellings[id];
      tokens.add(new MetaValue.Text(spelling.isEmpty() ? "[PAD%d]".formatted(id) : spelling));
      tokenTypes.add(new MetaValue.Whole(spelling.isEmpty() ? UNUSED : types[id]));
    }
    metadata.put("tokenizer.ggml.model", new MetaValue.Text("gpt2"));
    metadata.put("tokenizer.ggml.pre", new MetaValue.Text(pieces()));
    metadata.put("tokenizer.ggml.tokens", new MetaValue.Items(tokens));
    metadata.put("tokenizer.ggml.token_type", new MetaValue.Items(tokenTypes));
    metadata.put("tokenizer.ggml.merges", new MetaValue.Items(merges(model)));
    metadata.put("tokenizer.normalizer", new MetaValue.Text(normalizer()));
  }

  private void add(String spelling, JsonNode id, int type) {
    if (!id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= spellings.length) {
      throw corrupt(
          "token \"%s\"".formatted(spelling),
          "has the id %s, but the model has %d".formatted(id, spellings.length));
    }
    String before = spellings[id.intValue()];
    if (!before.isEmpty() && !before.equals(spelling)) {
      throw corrupt(
          "token \"%s\"".formatted(spelling), "has the id %s of \"%s\"".formatted(id, before));
    }
    spellings[id.intValue()] = spelling;
    types[id.intValue()] = type;
  }

  /** Each as GGUF writes them, two spellings with a space between; newer files have pairs. */
  private List<MetaValue> merges(JsonFile model) {
    List<MetaValue> merges = new ArrayList<>();
    for (JsonNode merge : model.get("merges")) {
      merges.add(
          new MetaValue.Text(
              merge.isArray()
                  ? merge.path(0).asText() + " " + merge.path(1).asText()
                  : merge.asText()));
    }
    return merges;
  }

  /** GGUF's name of the way in which texts fall into pieces. */
  private String pieces() {
    List<JsonNode> steps = steps(json.get("pre_tokenizer"), "pretokenizers");
    if (steps.size() == 2 && steps.get(1).path("type").asText().equals("ByteLevel")) {
      JsonNode first = steps.get(0);
      JsonNode bytes = steps.get(1);
      boolean words = bytes.path("use_regex").asBoolean(true);
      boolean plain = !bytes.path("add_prefix_space").asBoolean(true);
      String type = first.path("type").asText();
      if (plain && words && type.equals("Digits") && first.path("individual_digits").asBoolean()) {
        return "smollm";
      }
      if (plain
          && !words
          && type.equals("Split")
          && first.path("behavior").asText().equals("Isolated")
          && !first.path("invert").asBoolean()
          && first.path("pattern").path("Regex").asText().equals(QWEN2)) {
        return "qwen2";
      }
    }
    throw ModelFileException.unsupported(
        json.file(), "pre_tokenizer", "is neither SmolLM's nor Qwen2's");
  }

  private String normalizer() {
    List<JsonNode> steps = steps(json.get("normalizer"), "normalizers");
    if (steps.isEmpty()) {
      return "";
    }
    String type = steps.getFirst().path("type").asText();
    json.demand(
        steps.size() == 1 && type.equals("NFC"),
        "normalizer",
        "is \"%s\", not NFC alone".formatted(type));
    return type;
  }

  private static List<JsonNode> steps(JsonNode node, String inSequence) {
    if (node.isMissingNode()) {
      return List.of();
    }
    return node.path("type").asText().equals("Sequence")
        ? StreamSupport.stream(node.path(inSequence).spliterator(), false).toList()
        : List.of(node);
  }

  private ModelFileException corrupt(String place, String problem) {
    return ModelFileException.corrupt(json.file(), place, problem);
  }
}
