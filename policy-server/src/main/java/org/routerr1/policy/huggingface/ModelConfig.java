// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.routerr1.policy.gguf.MetaValue;

/**
 * A model's {@code config.json}: what it says under GGUF's keys, and what GGUF says by tensors.
 * Options that would change what a model computes and are not run here are refused.
 *
 * @param tied whether the output matrix is the embedding, whatever the files hold
 * @param ropeFactors what each frequency of a head is divided by, if they are scaled
 */
record ModelConfig(
    Map<String, MetaValue> metadata, int vocabulary, boolean tied, Optional<float[]> ropeFactors) {

  private static final int MOST = 1 << 20;
  private static final Map<String, String> ARCHITECTURES =
      Map.of("llama", "LlamaForCausalLM", "qwen2", "Qwen2ForCausalLM");

  /** Reads and checks it. */
  static ModelConfig read(JsonFile config, Map<String, MetaValue> metadata) {
    String family = config.text("model_type");
    config.demand(
        ARCHITECTURES.containsKey(family),
        "model_type",
        "is \"%s\", none of [llama, qwen2]".formatted(family));
    JsonNode architecture = config.get("architectures").path(0);
    config.demand(
        architecture.isMissingNode() || architecture.asText().equals(ARCHITECTURES.get(family)),
        "architectures",
        "is \"%s\", not %s".formatted(architecture.asText(), ARCHITECTURES.get(family)));
    demandPlain(config);
    int width = config.whole("hidden_size", 1, MOST);
    int heads = config.whole("num_attention_heads", 1, 1024);
    RopeConfig rope = RopeConfig.of(config);
    metadata.put("general.architecture", new MetaValue.Text(family));
    String key = family + ".";
    whole(metadata, key + "embedding_length", width);
    whole(metadata, key + "attention.head_count", heads);
    whole(metadata, key + "block_count", config.whole("num_hidden_layers", 1, 1024));
    whole(metadata, key + "feed_forward_length", config.whole("intermediate_size", 1, MOST));
    whole(metadata, key + "context_length", config.whole("max_position_embeddings", 1, 1 << 24));
    config
        .optionalWhole("num_key_value_heads", 1, heads)
        .ifPresent(n -> whole(metadata, key + "attention.head_count_kv", n));
    int headWidth = config.optionalWhole("head_dim", 1, MOST).orElse(width / heads);
    whole(metadata, key + "attention.key_length", headWidth);
    real(metadata, key + "attention.layer_norm_rms_epsilon", config.positive("rms_norm_eps"));
    real(metadata, key + "rope.freq_base", rope.base());
    return new ModelConfig(
        metadata,
        config.whole("vocab_size", 1, MOST),
        config.flag("tie_word_embeddings"),
        rope.factors(headWidth));
  }

  /** Options that must have their usual value. */
  private static void demandPlain(JsonFile config) {
    String activation = config.get("hidden_act").asText("silu");
    config.demand(
        activation.equals("silu"), "hidden_act", "is \"%s\", not silu".formatted(activation));
    for (String option : List.of("attention_bias", "mlp_bias", "use_sliding_window")) {
      config.demand(!config.flag(option), option, "is set, which is not run");
    }
    config.demand(
        config.get("quantization_config").isMissingNode(),
        "quantization_config",
        "is set: only plain F32, F16 and BF16 are read");
    for (JsonNode type : config.get("layer_types")) {
      config.demand(
          type.asText().equals("full_attention"),
          "layer_types",
          "names \"%s\", not full_attention".formatted(type.asText()));
    }
  }

  private static void whole(Map<String, MetaValue> metadata, String key, int value) {
    metadata.put(key, new MetaValue.Whole(value));
  }

  private static void real(Map<String, MetaValue> metadata, String key, double value) {
    metadata.put(key, new MetaValue.Real(value));
  }
}
