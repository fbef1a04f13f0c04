// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.routerr1.core.action.Action;
import org.routerr1.core.action.ActionParser;
import org.routerr1.core.action.Mode;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.tokenizer.Tokenizer;

/** Judges a written action by the rules and by core's parser, which knows nothing of tokens. */
public final class Legality {

  private static final List<String> TAGS =
      List.of("<think>", "</think>", "<search>", "<to>", "</search>", "<answer>", "</answer>");

  private Legality() {}

  /** Fails if the text is no legal action. */
  public static void check(String text, ActionLimits limits, Tokenizer tokenizer) {
    assertThat(text).startsWith("<think>").doesNotContain("\uFFFD", "<|", "\0");
    String withoutTags = text;
    for (String tag : TAGS) {
      withoutTags = withoutTags.replace(tag, "");
    }
    assertThat(withoutTags).doesNotContain("<");
    switch (ActionParser.parse(Mode.STRICT, text)) {
      case Action.Routes(var thought, var routes) -> {
        assertThat(routes.size()).isBetween(1, limits.maxRoutes());
        for (Action.Route route : routes) {
          assertThat(limits.names()).contains(route.name());
          assertThat(route.query()).isNotBlank();
        }
      }
      case Action.Answer(var thought, var answer) -> {
        assertThat(limits.mayAnswer()).isTrue();
        assertThat(answer).isNotBlank();
      }
      case Action.Malformed malformed ->
          throw new AssertionError("%s: %s".formatted(malformed.reason(), text));
    }
    assertThat(tokenizer.encode(text)).isNotEmpty();
  }
}
