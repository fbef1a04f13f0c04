// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PEFT's {@code adapter_config.json}, as far as it decides what a model computes. */
record PeftConfig(String base, int rank, double alpha) {

  static final String FILE = "adapter_config.json";
  static final String WEIGHTS = "adapter_model.safetensors";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 1 << 12;
  private static final int MOST_ALPHA = 1_000_000;
  private static final String PLAIN = "save it as plain LoRA without this option";

  /** Options of PEFT that change the model in ways that are not run here, if they are set. */
  private static final List<String> FOREIGN =
      List.of(
          "use_dora",
          "fan_in_fan_out",
          "modules_to_save",
          "rank_pattern",
          "alpha_pattern",
          "layer_replication",
          "trainable_token_indices",
          "lora_bias");

  static PeftConfig read(Path file) {
    JsonNode config;
    try {
      config = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw AdapterException.corrupt(file, "content", "is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw AdapterException.missing(file, e.getClass().getSimpleName());
    }
    if (!config.path("peft_type").asText().equals("LORA")) {
      throw AdapterException.unsupported(
          file, "peft_type", "is not LORA", "only LoRA adapters are run");
    }
    for (String option : FOREIGN) {
      if (isSet(config.path(option))) {
        throw AdapterException.unsupported(file, option, "is set", PLAIN);
      }
    }
    if (!config.path("bias").asText("none").equals("none")) {
      throw AdapterException.unsupported(file, "bias", "is not none", PLAIN);
    }
    int rank = config.path("r").intValue();
    double alpha = config.path("lora_alpha").doubleValue();
    if (!config.path("r").isIntegralNumber() || rank < 1 || rank > MOST) {
      throw AdapterException.corrupt(file, "r", "is not 1 to " + MOST);
    }
    if (!(alpha > 0) || alpha > MOST_ALPHA) {
      throw AdapterException.corrupt(
          file, "lora_alpha", "is not above 0 and at most " + MOST_ALPHA);
    }
    // Rank-stabilised LoRA divides by the root of the rank.
    double effective = isSet(config.path("use_rslora")) ? alpha * Math.sqrt(rank) : alpha;
    return new PeftConfig(config.path("base_model_name_or_path").asText(""), rank, effective);
  }

  private static boolean isSet(JsonNode option) {
    return option.isBoolean() ? option.booleanValue() : !option.isNull() && !option.isEmpty();
  }

  static String write(LoraAdapter adapter) {
    ObjectNode config = JSON.createObjectNode();
    config
        .put("peft_type", "LORA")
        .put("task_type", "CAUSAL_LM")
        .put("base_model_name_or_path", adapter.base())
        .put("inference_mode", true)
        .put("r", adapter.rank())
        .put("lora_alpha", adapter.alpha())
        .put("lora_dropout", 0.0)
        .put("bias", "none")
        .put("fan_in_fan_out", false)
        .put("init_lora_weights", true);
    adapter.modules().forEach(m -> config.withArray("target_modules").add(m.peftName()));
    adapter.layers().forEach(config.putArray("layers_to_transform")::add);
    config.put("layers_pattern", "layers");
    return config.toPrettyString() + "\n";
  }
}
