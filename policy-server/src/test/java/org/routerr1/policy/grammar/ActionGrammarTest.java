// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.grammar.ActionLimits.Asked;
import org.routerr1.policy.testing.Tiny;
import org.routerr1.policy.tokenizer.Tokenizer;

class ActionGrammarTest {

  private static final Tokenizer TOKENIZER = Tiny.tokenizer();
  private static final GrammarCompiler COMPILER = new GrammarCompiler(TOKENIZER, Tiny.END_OF_TURN);

  @Test
  void acceptsARoute() {
    assertAccepted(routes(1, "a"), "<think>hm</think><search>Who?<to>a</search>");
  }

  @Test
  void acceptsAnEmptyThought() {
    assertAccepted(routes(1, "a"), "<think></think><search>Who?<to>a</search>");
  }

  @Test
  void acceptsAnAnswerOnlyWhereOneIsLegal() {
    String answer = "<think></think><answer>yes</answer>";
    assertAccepted(answer(), answer);
    assertAccepted(new ActionLimits(List.of("a"), 1, true, 9, 9, 9), answer);
    assertRefused(routes(1, "a"), answer);
  }

  @Test
  void anAnswerIsForcedWhereNobodyCanBeAsked() {
    assertRefused(answer(), "<think></think><search>Who?<to>a</search>");
    ActionState state = after(answer(), "<think></think>");
    StringBuilder forced = new StringBuilder();
    while (state.legal().length == 1) {
      forced.append(TOKENIZER.decode(state.legal()));
      state = state.after(state.legal()[0]);
    }
    assertThat(forced).hasToString("<answer>");
  }

  @Test
  void namesMayBeginEachOther() {
    ActionLimits limits = routes(1, "a", "ab", "abc", "Ł字😀", "the", "then");
    for (String name : limits.names()) {
      assertAccepted(limits, "<think></think><search>x<to>" + name + "</search>");
    }
    for (String name : List.of("b", "abcd", "Ł字", "th", "")) {
      assertRefused(limits, "<think></think><search>x<to>" + name + "</search>");
    }
  }

  @Test
  void severalRoutesEndWithAChoiceUnlessTheirNumberIsReached() {
    String route = "<search>x<to>a</search>";
    ActionState one = after(routes(2, "a"), "<think></think>" + route);
    assertThat(one.legal()).contains(Tiny.END_OF_TURN).hasSize(2);
    assertThat(one.after(Tiny.END_OF_TURN).legal()).isEmpty();
    assertThat(after(routes(2, "a"), "<think></think>" + route + route).legal()).isEmpty();
  }

  @Test
  void nothingThatHoldsATagBeginsInText() {
    ActionState text = after(routes(1, "a"), "<think>x");
    int closing = TOKENIZER.encode("</think>")[0];
    for (int id : text.legal()) {
      boolean angle = TOKENIZER.decode(new int[] {id}).contains("<");
      assertThat(angle).isEqualTo(id == closing);
      assertThat(TOKENIZER.vocabulary().isControl(id)).isFalse();
    }
  }

  @Test
  void controlCharactersAreNoText() {
    for (String bad : List.of("\0", "\u0001", "\u001f", "\u007f")) {
      assertRefused(routes(1, "a"), "<think>" + bad);
    }
    assertAccepted(routes(1, "a"), "<think>\t\r\n</think><search>x<to>a</search>");
  }

  @Test
  void aQueryNeedsSomethingToSee() {
    for (String blank : List.of("", " ", "\n\t", "\u00a0", "\u3000", "\u200b", "\u2028")) {
      assertRefused(routes(1, "a"), "<think></think><search>" + blank + "<to>");
    }
    assertAccepted(routes(1, "a"), "<think></think><search> 字 <to>a</search>");
  }

  @Test
  void theLastTokenOfABlankTextMustBeSeen() {
    ActionLimits limits = new ActionLimits(List.of("a"), 1, false, 1, 2, 1);
    ActionState state = after(limits, "<think></think><search> ");
    for (int id : state.legal()) {
      assertThat(TOKENIZER.decode(new int[] {id})).isNotBlank().doesNotContain("\uFFFD");
    }
  }

  @Test
  void aCharacterIsNotBegunThatCannotBeFinished() {
    ActionLimits limits = new ActionLimits(List.of("a"), 1, false, 3, 9, 9);
    int[] clef = TOKENIZER.encode("😀");
    assertThat(clef).hasSize(4);
    assertThat(after(limits, "<think>").legal()).doesNotContain(clef[0]);
    assertThat(after(routes(1, "a"), "<think>").legal()).contains(clef[0]);
  }

  @Test
  void withinACharacterNothingElseIsLegal() {
    ActionState state = after(routes(1, "a"), "<think>");
    int[] euro = TOKENIZER.encode("€");
    state = state.after(euro[0]).after(euro[1]);
    assertThat(state.legal()).isNotEmpty().contains(euro[2]);
    for (int id : state.legal()) {
      int first = TOKENIZER.vocabulary().bytes(id)[0] & 0xff;
      assertThat(first).isBetween(0x80, 0xBF);
    }
  }

  @Test
  void theClosingTagIsForcedAtTheLimit() {
    ActionLimits limits = new ActionLimits(List.of("a"), 1, false, 2, 9, 9);
    ActionState state = after(limits, "<think>xy");
    assertThat(state.legal()).containsExactly(TOKENIZER.encode("</think>")[0]);
  }

  @Test
  void onlyAnAnswerAtItsLimitIsCut() {
    ActionLimits limits = new ActionLimits(List.of("a"), 1, true, 2, 9, 2);
    assertThat(after(limits, "<think>xy").isFullAnswer()).isFalse();
    assertThat(after(limits, "<think></think><answer>x").isFullAnswer()).isFalse();
    assertThat(after(limits, "<think></think><answer>xy").isFullAnswer()).isTrue();
    assertThat(after(limits, "<think></think><answer>x</answer>").isFullAnswer()).isFalse();
  }

  @Test
  void anIllegalTokenIsRefusedByName() {
    ActionState state = COMPILER.compile(routes(1, "a")).start();
    assertThatThrownBy(() -> state.after(200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token 200 is not legal here");
  }

  @Test
  void limitsThatAllowNothingAreRefused() {
    assertThatThrownBy(() -> new ActionLimits(List.of(), 0, false, 1, 1, 1))
        .hasMessage("neither a route nor an answer is legal");
    assertThatThrownBy(() -> new ActionLimits(List.of("a"), 0, true, 1, 1, 1))
        .hasMessage("names are given, but no route may be made");
  }

  @Test
  void whoHasAnsweredIsNotAskedTheSameAgain() {
    Asked[] asked = {
      new Asked("Who?", "ab"),
      new Asked("Who?", "gone"),
      new Asked("All", "a"),
      new Asked("All", "ab"),
      new Asked("All", "b")
    };
    ActionLimits limits = asked(1, List.of(), asked);
    for (String other : List.of("a", "b")) {
      assertAccepted(limits, "<think></think><search>Who?<to>" + other + "</search>");
    }
    for (String written : List.of("Who?", " Who? ")) {
      assertRefused(limits, "<think></think><search>" + written + "<to>ab</search>");
    }
    for (String route : List.of("Wh?<to>ab", "Who<to>ab", "All<to>ab", "All<to>a")) {
      assertAccepted(limits, "<think></think><search>" + route + "</search>");
    }
    String first = "<think></think><search>Who?<to>a</search>";
    assertAccepted(asked(2, List.of(), asked), first + "<search>who?<to>ab</search>");
    assertRefused(asked(2, List.of(), asked), first + "<search>Who?<to>ab</search>");
  }

  @Test
  void whoHasAnsweredIsNotAskedTheSameAgainInCopiedWords() {
    ActionLimits limits = asked(1, List.of("Who is it?"), new Asked("Who is", "ab"));
    assertRefused(limits, "<think></think><search>Who is<to>ab</search>");
    assertAccepted(limits, "<think></think><search>Who is<to>b</search>");
    assertAccepted(limits, "<think></think><search>Who<to>ab</search>");
  }

  @Test
  void aThoughtThatMayNotBeFreeIsEmptyOrOneOfThoseGiven() {
    ActionLimits limits = thinking(40, "the 9%; $1 = a", "the 9%; $1 = ab", "x");
    for (String thought : List.of("", "the 9%; $1 = a", "the 9%; $1 = ab", "x")) {
      String action = "<think>" + thought + "</think><search>who?<to>a</search>";
      assertAccepted(limits, action);
      assertThat(TOKENIZER.encode(action).length)
          .isLessThanOrEqualTo(COMPILER.compile(limits).maxTokens());
    }
    for (String thought : List.of("the", "the 9%; $1 = b", "y", "xx", "x ")) {
      assertRefused(limits, "<think>" + thought + "</think>");
    }
  }

  @Test
  void aThoughtLongerThanItsLimitIsNotWrittenAndAnEmptyOneAlwaysMayBe() {
    ActionLimits limits = thinking(3, "x", "the longest of all of them");
    assertAccepted(limits, "<think>x</think><search>who?<to>a</search>");
    assertAccepted(limits, "<think></think><search>who?<to>a</search>");
    assertRefused(limits, "<think>the longest of all of them</think>");
  }

  private static ActionLimits thinking(int most, String... thoughts) {
    return new ActionLimits(
        List.of("a", "ab"),
        1,
        true,
        most,
        19,
        9,
        List.of(),
        List.of(),
        List.of(),
        List.of(thoughts));
  }

  private static ActionLimits asked(int most, List<String> texts, Asked... asked) {
    return new ActionLimits(
        List.of("a", "ab", "b"),
        most,
        false,
        9,
        19,
        9,
        texts,
        List.of(),
        List.of(asked),
        List.of());
  }

  private static ActionLimits routes(int most, String... names) {
    return new ActionLimits(List.of(names), most, false, 9, 9, 9);
  }

  private static ActionLimits answer() {
    return new ActionLimits(List.of(), 0, true, 9, 9, 9);
  }

  private static ActionState after(ActionLimits limits, String text) {
    ActionState state = COMPILER.compile(limits).start();
    for (int id : tokens(text)) {
      state = state.after(id);
    }
    return state;
  }

  private static void assertAccepted(ActionLimits limits, String text) {
    ActionState state = COMPILER.compile(limits).start();
    for (int id : tokens(text)) {
      assertThat(Arrays.binarySearch(state.legal(), id)).as(text).isNotNegative();
      state = state.after(id);
    }
    assertThat(state.legal()).isEmpty();
  }

  private static void assertRefused(ActionLimits limits, String text) {
    assertThatThrownBy(() -> after(limits, text))
        .as(text)
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Tags and what stands between them, each encoded by itself. */
  private static int[] tokens(String text) {
    List<Integer> ids = new ArrayList<>();
    for (String part : text.split("(?=</?[a-z]+>)|(?<=>)")) {
      IntStream.of(TOKENIZER.encode(part)).forEach(ids::add);
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
