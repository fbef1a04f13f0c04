// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.routerr1.core.action.Action.Answer;
import org.routerr1.core.action.Action.Malformed;
import org.routerr1.core.action.Action.Reason;
import org.routerr1.core.action.Action.Route;
import org.routerr1.core.action.Action.Routes;

class StrictParserTest {

  static Stream<Arguments> rounds() {
    return Stream.of(
        on("<think>t</think><search>who?<to>small</search>", routes("t", "small", "who?")),
        on("<think></think><answer>Paris</answer>", new Answer("", "Paris")),
        on(
            "<think>t</think><search>a?<to>m</search><search>b: c?<to>n</search>",
            new Routes("t", List.of(new Route("m", "a?"), new Route("n", "b: c?")))),
        // from foreign engines
        on("\n<think> t </think>\n\n<answer> Paris </answer>\n", new Answer("t", "Paris")),
        on("<answer>Paris</answer>", new Answer("", "Paris")),
        on("<search>small:who: when?</search>", routes("", "small", "who: when?")),
        on("<search> small : who? </search>", routes("", "small", "who?")),
        // a name is carried as written: the catalogue says whether it is known
        on("<search>who?<to>no such</search>", routes("", "no such", "who?")),
        on("", malformed(Reason.NO_ACTION)),
        on("Paris", malformed(Reason.NO_ACTION)),
        on("<think>t", malformed(Reason.NO_ACTION)),
        on("<think>t</think>", new Malformed("t", Reason.NO_ACTION)),
        on("<search>who?<to>small", malformed(Reason.NO_ACTION)),
        on("Well, <answer>Paris</answer>", malformed(Reason.NO_ACTION)),
        on("<answer>Paris", malformed(Reason.NO_ACTION)),
        on("<ANSWER>Paris</ANSWER>", malformed(Reason.NO_ACTION)),
        on("<search>who?</search>", malformed(Reason.NO_SEPARATOR)),
        on("<search></search>", malformed(Reason.EMPTY_QUERY)),
        on("<search> <to>small</search>", malformed(Reason.EMPTY_QUERY)),
        on("<search>small:</search>", malformed(Reason.EMPTY_QUERY)),
        on("<search>who?<to></search>", malformed(Reason.EMPTY_NAME)),
        on("<search>:who?</search>", malformed(Reason.EMPTY_NAME)),
        on("<answer> </answer>", malformed(Reason.EMPTY_ANSWER)),
        on("<answer>a</answer> so", malformed(Reason.STRAY_TEXT)),
        on("<answer>a</answer><search>q<to>m</search>", malformed(Reason.STRAY_TEXT)),
        on("<search>q<to>m</search><answer>a</answer>", malformed(Reason.STRAY_TEXT)),
        on("<search>q<to>m</search><think>t</think>", malformed(Reason.STRAY_TEXT)),
        on("<search>q<to>m<to>n</search>", malformed(Reason.STRAY_TEXT)),
        on("<search><search>q<to>m</search>", malformed(Reason.STRAY_TEXT)),
        on("<answer>1 < 2</answer>", malformed(Reason.STRAY_TEXT)),
        on("<answer></think>a</answer>", malformed(Reason.STRAY_TEXT)),
        on("<think><answer>a</answer></think><answer>b</answer>", malformed(Reason.STRAY_TEXT)));
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void readsARound(String text, Action action) {
    assertThat(ActionParser.parse(Mode.STRICT, text)).isEqualTo(action);
  }

  @Test
  void whatTheGrammarCannotCarryIsNotWritten() {
    for (Action action :
        List.of(
            new Answer("", " "),
            new Answer("", "a</answer>"),
            new Answer("</think>", "a"),
            routes("", "m", "<to>n"),
            routes("", "", "q"),
            malformed(Reason.NO_ACTION))) {
      assertThatThrownBy(() -> ActionText.render(action))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(ActionText.display(new Route("small", "who?"))).isEqualTo("small:who?");
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
