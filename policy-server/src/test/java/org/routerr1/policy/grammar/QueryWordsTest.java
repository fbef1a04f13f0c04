// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.testing.Legality;
import org.routerr1.policy.testing.Tiny;
import org.routerr1.policy.tokenizer.Tokenizer;

class QueryWordsTest {

  private static final Tokenizer TOKENIZER = Tiny.tokenizer();
  private static final GrammarCompiler COMPILER = new GrammarCompiler(TOKENIZER, Tiny.END_OF_TURN);
  private static final List<String> WORDS = List.of("capital of", "Łódź", " the  answer ");

  @Test
  void aQueryHoldsTokensOfTheWordsAlone() {
    TreeSet<Integer> allowed = new TreeSet<>();
    for (String word : List.of("capital", "of", "Łódź", "the", "answer")) {
      IntStream.of(TOKENIZER.encode(word)).forEach(allowed::add);
      IntStream.of(TOKENIZER.encode(" " + word)).forEach(allowed::add);
    }
    SplittableRandom random = new SplittableRandom(5);
    int closing = TOKENIZER.encode("<to>")[0];
    for (int i = 0; i < 500; i++) {
      ActionLimits limits = new ActionLimits(List.of("a", "ab"), 2, false, 1, 1 + i % 12, 1, WORDS);
      ActionState state = COMPILER.compile(limits).start();
      StringBuilder text = new StringBuilder();
      while (state.legal().length > 0) {
        int[] legal = state.legal();
        if (text.indexOf("<search>") >= 0 && state instanceof InText) {
          // A character that cannot be finished in time with these tokens may be with others.
          assertThat(Arrays.stream(legal).allMatch(t -> t == closing || allowed.contains(t)))
              .isTrue();
        }
        int token = legal[random.nextInt(legal.length)];
        text.append(new String(TOKENIZER.vocabulary().bytes(token), ISO_8859_1));
        state = state.after(token);
      }
      Legality.check(new String(text.toString().getBytes(ISO_8859_1), UTF_8), limits, TOKENIZER);
    }
  }

  @Test
  void whatIsNoWordIsNotLegal() {
    ActionLimits limits = new ActionLimits(List.of("a"), 1, false, 1, 9, 1, WORDS);
    ActionState query = COMPILER.compile(limits).start();
    for (int token : TOKENIZER.encode("<think></think>")) {
      query = query.after(token);
    }
    for (int token : TOKENIZER.encode("<search>")) {
      query = query.after(token);
    }
    ActionState start = query;
    assertThat(start.after(TOKENIZER.encode("c")[0]).legal()).isNotEmpty();
    assertThatThrownBy(() -> start.after(TOKENIZER.encode("z")[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not legal here");
  }

  @Test
  void thoughtAndAnswerAreFree() {
    ActionLimits limits = new ActionLimits(List.of(), 0, true, 3, 3, 3, List.of("x"));
    ActionState state = COMPILER.compile(limits).start();
    for (int token : TOKENIZER.encode("<think>")) {
      state = state.after(token);
    }
    assertThat(state.legal()).hasSizeGreaterThan(100);
  }
}
