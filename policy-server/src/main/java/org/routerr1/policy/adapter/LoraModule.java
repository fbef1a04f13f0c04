// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import java.util.Arrays;
import java.util.Optional;

/** The linear maps of a Llama layer that an adapter may change, by PEFT's names. */
public enum LoraModule {
  QUERY("q_proj", "self_attn"),
  KEY("k_proj", "self_attn"),
  VALUE("v_proj", "self_attn"),
  OUTPUT("o_proj", "self_attn"),
  GATE("gate_proj", "mlp"),
  UP("up_proj", "mlp"),
  DOWN("down_proj", "mlp");

  private final String peftName;
  private final String block;

  LoraModule(String peftName, String block) {
    this.peftName = peftName;
    this.block = block;
  }

  /** {@code q_proj} and so on. */
  public String peftName() {
    return peftName;
  }

  /** The module of a PEFT name. */
  public static Optional<LoraModule> of(String peftName) {
    return Arrays.stream(values()).filter(m -> m.peftName.equals(peftName)).findFirst();
  }

  /** The name under which PEFT stores a matrix ({@code A} or {@code B}) of this module. */
  String tensor(int layer, char matrix) {
    return "base_model.model.model.layers.%d.%s.%s.lora_%s.weight"
        .formatted(layer, block, peftName, matrix);
  }
}
