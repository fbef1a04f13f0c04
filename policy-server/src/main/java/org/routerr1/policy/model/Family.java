// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.Arrays;
import java.util.List;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/**
 * The families of models that {@link LlamaProgram} runs: Llama, and what differs little from it.
 */
public enum Family {
  LLAMA("llama", false),
  /** Adds a bias to queries, keys and values. */
  QWEN2("qwen2", true);

  private static final String KEY = "general.architecture";

  private final String key;
  private final boolean biased;

  Family(String key, boolean biased) {
    this.key = key;
    this.biased = biased;
  }

  /** The family of a model file. */
  static Family of(Metadata metadata) {
    String name = metadata.text(KEY);
    return Arrays.stream(values())
        .filter(f -> f.key.equals(name))
        .findAny()
        .orElseThrow(() ->
            ModelFileException.unsupported(
                metadata.file(),
                "metadata " + KEY,
                "is \"%s\", none of %s".formatted(name, List.of(LLAMA.key, QWEN2.key))));
  }

  /** A key of its metadata. */
  String key(String name) {
    return key + "." + name;
  }

  /** Whether queries, keys and values have a bias. */
  public boolean biased() {
    return biased;
  }
}
