// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.huggingface;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Hugging Face calls the tensors that GGUF has other names for. */
final class TensorNames {

  private static final Map<String, String> WHOLE =
      Map.of(
          "token_embd.weight", "model.embed_tokens.weight",
          "output_norm.weight", "model.norm.weight",
          "output.weight", "lm_head.weight");

  private static final Map<String, String> OF_A_LAYER =
      Map.of(
          "attn_norm", "input_layernorm",
          "attn_q", "self_attn.q_proj",
          "attn_k", "self_attn.k_proj",
          "attn_v", "self_attn.v_proj",
          "attn_output", "self_attn.o_proj",
          "ffn_norm", "post_attention_layernorm",
          "ffn_gate", "mlp.gate_proj",
          "ffn_up", "mlp.up_proj",
          "ffn_down", "mlp.down_proj");

  private static final Map<String, String> WHOLE_BACK = turned(WHOLE);
  private static final Map<String, String> OF_A_LAYER_BACK = turned(OF_A_LAYER);

  private static final Pattern HUGGING_FACE =
      Pattern.compile("model\\.layers\\.(0|[1-9][0-9]*)\\.([a-z_.]+)\\.(weight|bias)");
  private static final Pattern GGUF = Pattern.compile("blk\\.([0-9]+)\\.([a-z_]+)\\.(weight|bias)");

  private TensorNames() {}

  /** Hugging Face's name; the same where it has none. */
  static String of(String gguf) {
    Matcher layer = GGUF.matcher(gguf);
    if (layer.matches() && OF_A_LAYER.containsKey(layer.group(2))) {
      return "model.layers.%s.%s.%s"
          .formatted(layer.group(1), OF_A_LAYER.get(layer.group(2)), layer.group(3));
    }
    return WHOLE.getOrDefault(gguf, gguf);
  }

  /** GGUF's name; the same where it has none. */
  static String toGguf(String name) {
    Matcher layer = HUGGING_FACE.matcher(name);
    if (layer.matches() && OF_A_LAYER_BACK.containsKey(layer.group(2))) {
      return "blk.%s.%s.%s"
          .formatted(layer.group(1), OF_A_LAYER_BACK.get(layer.group(2)), layer.group(3));
    }
    return WHOLE_BACK.getOrDefault(name, name);
  }

  private static Map<String, String> turned(Map<String, String> names) {
    return names.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
  }
}
