// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.routerr1.core.action.Action.Answer;
import org.routerr1.core.action.Action.Malformed;
import org.routerr1.core.action.Action.Reason;
import org.routerr1.core.action.Action.Route;
import org.routerr1.core.action.Action.Routes;

class PaperParserTest {

  static Stream<Arguments> generations() {
    return Stream.of(
        on("<think>t</think><search>qwen:Who?</search>", routes("t", "qwen", "Who?")),
        on("<search> Qwen2.5 : Who\nis it? </search>", routes("", "Qwen2.5", "Who\nis it?")),
        // the text is cut after the first closing search tag, whatever stands before it
        on("<answer>a</answer><search>m:q</search>", new Answer("", "a")),
        on("<search>m:q</search><answer>a</answer>", routes("", "m", "q")),
        on("<search>m:q</search><search>n:r</search>", routes("", "m", "q")),
        on("x</search><answer>a</answer>", malformed(Reason.NO_ACTION)),
        on("<answer>a</answer> and <answer>b</answer>", new Answer("", "a")),
        // without a closing search tag: after the first closing answer tag
        on("<answer>a</answer><search>m:q", new Answer("", "a")),
        on("<search>m:q <answer>a</answer>", new Answer("", "a")),
        on("<answer>a <search>m:q</search>", routes("", "m", "q")),
        // the first complete pair, even around another opening tag
        on("<search>m:<search>q</search>", routes("", "m", "<search>q")),
        on("<think><search>m:q</search></think>", routes("", "m", "q")),
        on("<answer></answer>", new Answer("", "")),
        on("<answer> \n </answer>", new Answer("", "")),
        on("<ANSWER>a</ANSWER>", malformed(Reason.NO_ACTION)),
        on("", malformed(Reason.NO_ACTION)),
        on("only words", malformed(Reason.NO_ACTION)),
        on("<think>t</think>", new Malformed("t", Reason.NO_ACTION)),
        on("<search>LLM-Name:q</search>", malformed(Reason.PLACEHOLDER)),
        on("<search>qwen:your-QUERY</search>", malformed(Reason.PLACEHOLDER)),
        // the placeholder is looked for before the colon
        on("<search>llm-name</search>", malformed(Reason.PLACEHOLDER)),
        on("<search>qwen who</search>", malformed(Reason.NO_SEPARATOR)),
        on("<search>qwen:</search>", malformed(Reason.EMPTY_QUERY)),
        on("<search>qwen: \n</search>", malformed(Reason.EMPTY_QUERY)),
        // nothing after the last colon, although there is a query
        on("<search>qwen:who:</search>", malformed(Reason.EMPTY_QUERY)),
        // what follows a second colon is lost
        on("<search>qwen:who:what</search>", routes("", "qwen", "who")),
        on("<search>qwen::what</search>", routes("", "qwen", "")),
        on("<search>:what</search>", routes("", "", "what")));
  }

  @ParameterizedTest
  @MethodSource("generations")
  void readsWhatTheReferenceReads(String text, Action action) {
    assertThat(ActionParser.parse(Mode.PAPER, text)).isEqualTo(action);
  }

  private static Arguments on(String text, Action action) {
    return Arguments.of(text, action);
  }

  private static Action routes(String thought, String name, String query) {
    return new Routes(thought, List.of(new Route(name, query)));
  }

  private static Action malformed(Reason reason) {
    return new Malformed("", reason);
  }
}
