// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What both sides are asked, as messages and as the text that the model's template makes of them.
 */
final class Prompts {

  static final List<String> CANDIDATES =
      List.of("atlas", "beacon", "cobalt", "drift-mini", "ember", "ember-large");

  private static final List<String> WORDS =
      List.of(
          "river",
          "city",
          "book",
          "music",
          "water",
          "light",
          "world",
          "house",
          "story",
          "number",
          "people",
          "school",
          "history",
          "language",
          "country",
          "table",
          "paper",
          "garden");

  private Prompts() {}

  /** A system message and a question. */
  record Prompt(String system, String question) {

    String text() {
      return "<|im_start|>system\n%s<|im_end|>\n<|im_start|>user\n%s<|im_end|>\n<|im_start|>assistant\n"
          .formatted(system, question);
    }
  }

  /** About so many tokens that nobody has seen. */
  static Prompt unseen(int tokens, long seed) {
    return new Prompt(words(tokens - 20, seed), "Go on.");
  }

  /** A beginning of about so many tokens that is always the same, and a question of its own. */
  static Prompt shared(int tokens, String number) {
    return new Prompt(words(tokens, 7), "What is the story of the house number " + number + "?");
  }

  static Prompt catalogue(String number) {
    StringBuilder system = new StringBuilder("Answer the question by asking these models:\n");
    for (int i = 0; i < CANDIDATES.size(); i++) {
      system.append(
          "%s: knows of %s; $%d a million tokens, right in %d of 100\n"
              .formatted(CANDIDATES.get(i), words(24, i), i + 1, 50 + 8 * i));
    }
    return new Prompt(system.toString(), "Which river flows by the city number " + number + "?");
  }

  private static String words(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }
}
