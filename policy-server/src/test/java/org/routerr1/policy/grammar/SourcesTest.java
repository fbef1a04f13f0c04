// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.routerr1.core.action.SourceText;
import org.routerr1.policy.testing.Legality;
import org.routerr1.policy.testing.Tiny;
import org.routerr1.policy.tokenizer.Tokenizer;

class SourcesTest {

  private static final Tokenizer TOKENIZER = Tiny.tokenizer();
  private static final GrammarCompiler COMPILER = new GrammarCompiler(TOKENIZER, Tiny.END_OF_TURN);
  private static final List<String> ASKED =
      List.of("What is the capital of Łódź's country?", "14 July, 1865", "<b>no</b> J.K. Rowling.");
  private static final List<String> SAID = List.of("yes", "The Four, Seasons of (Vivaldi)");

  @Test
  void whatIsWrittenAtRandomIsCopied() {
    List<SourceText> asked = ASKED.stream().map(SourceText::of).toList();
    List<SourceText> said = SAID.stream().map(SourceText::of).toList();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2000; i++) {
      ActionLimits limits = limits(1, 8 + i % 30);
      String text = write(COMPILER.compile(limits).start(), random);
      Legality.check(text, limits, TOKENIZER);
      for (String query : between(text, "<search>", "<to>")) {
        assertThat(SourceText.canCopy(asked, query, true)).as(query).isTrue();
      }
      for (String answer : between(text, "<answer>", "</answer>")) {
        assertThat(SourceText.canCopy(said, answer, false)).as(answer).isTrue();
      }
    }
  }

  @Test
  void whatCanBeCopiedIsLegalAndNothingElse() {
    for (String query :
        List.of("capital of Łódź", "July, 1865", "Rowling of Rowling", "J.K. Rowling", "country")) {
      assertThat(follow("<think></think><search>" + query + "<to>").legal()).as(query).isNotEmpty();
    }
    for (String query :
        List.of("capital Łódź", "cap", "no", "of capital", "capital of country of Rowling")) {
      assertThatThrownBy(() -> follow("<think></think><search>" + query + "<to>"))
          .as(query)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not legal here");
    }
    assertThatThrownBy(() -> follow("<think></think><answer>no</answer>"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatHasNoRoomOrNoWordsIsFree() {
    ActionLimits narrow =
        new ActionLimits(
            List.of("a"),
            1,
            false,
            1,
            1,
            1,
            List.of("Mississippi Massachusetts"),
            List.of(),
            List.of(),
            List.of());
    ActionState query = follow(narrow, "<think></think><search>");
    assertThat(query.legal()).hasSizeGreaterThan(100);
    ActionLimits bare =
        new ActionLimits(
            List.of(), 0, true, 1, 1, 9, List.of(), List.of("<b> ...", " "), List.of(), List.of());
    assertThat(follow(bare, "<think></think><answer>").legal()).hasSizeGreaterThan(100);
  }

  @Test
  void aTextOfManyWordsThatMustGoOnIsNoTrouble() {
    ActionLimits limits =
        new ActionLimits(
            List.of("a"),
            1,
            false,
            1,
            9,
            1,
            List.of("a, ".repeat(30_000)),
            List.of(),
            List.of(),
            List.of());
    assertThat(follow(limits, "<think></think><search>").legal()).isNotEmpty();
  }

  private static ActionLimits limits(int routes, int tokens) {
    return new ActionLimits(
        List.of("a", "ab"), routes, true, 1, tokens, tokens, ASKED, SAID, List.of(), List.of());
  }

  private static ActionState follow(String text) {
    return follow(limits(1, 40), text);
  }

  private static ActionState follow(ActionLimits limits, String text) {
    ActionState state = COMPILER.compile(limits).start();
    for (String part : text.split("(?<=>)|(?=<)")) {
      for (int token : TOKENIZER.encode(part)) {
        state = state.after(token);
      }
    }
    return state;
  }

  private static String write(ActionState start, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    ActionState state = start;
    while (state.legal().length > 0) {
      int[] legal = state.legal();
      assertThat(IntStream.range(1, legal.length).allMatch(i -> legal[i - 1] < legal[i])).isTrue();
      int token = legal[random.nextInt(legal.length)];
      text.append(new String(TOKENIZER.vocabulary().bytes(token), ISO_8859_1));
      state = state.after(token);
    }
    return new String(text.toString().getBytes(ISO_8859_1), UTF_8);
  }

  private static List<String> between(String text, String from, String to) {
    int begin = text.indexOf(from);
    return begin < 0
        ? List.of()
        : List.of(text.substring(begin + from.length(), text.indexOf(to, begin)));
  }
}
