// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

import java.util.Locale;
import java.util.Optional;

/**
 * Finds the model that a name means as the paper's reference does: by substrings, in a fixed order.
 * Only for comparison with published numbers: {@code mistralai/mixtral…} is Mistral-7B here.
 */
public final class PaperResolver {

  private PaperResolver() {}

  /** The model of the paper's pool; empty: the name is invalid. */
  public static Optional<String> resolve(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("qwen")) {
      return Optional.of("Qwen2.5-7B-Instruct");
    }
    if (lower.contains("palmyra") || lower.contains("creative")) {
      return Optional.of("Palmyra-Creative-122B");
    }
    if (lower.contains("llama")) {
      return llama(lower);
    }
    if (lower.contains("mistral")) {
      return Optional.of("Mistral-7B-Instruct");
    }
    if (lower.contains("mixtral")) {
      return Optional.of("Mixtral-8x22B-Instruct");
    }
    if (lower.contains("granite")) {
      return Optional.of("Granite");
    }
    return lower.contains("gemma") ? Optional.of("Gemma-2-27B-Instruct") : Optional.empty();
  }

  private static Optional<String> llama(String lower) {
    if (lower.contains("70b")) {
      return Optional.of("LLaMA-3.1-70B-Instruct");
    }
    if (lower.contains("51b")) {
      return Optional.of("LLaMA-51B");
    }
    if (lower.contains("49b")) {
      return Optional.of("LLaMA-49B");
    }
    if (lower.contains("8b")) {
      return Optional.of(
          lower.contains("chatqa") ? "LLaMA3-ChatQA-1.5-8B" : "LLaMA-3.1-8B-Instruct");
    }
    return Optional.empty();
  }
}
