// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.routerr1.core.action.Action.Answer;
import org.routerr1.core.action.Action.Malformed;
import org.routerr1.core.action.Action.Route;
import org.routerr1.core.action.Action.Routes;

/** Any text in: no exception, and no action that was not written. */
class ActionPropertyTest {

  private static final List<String> PIECES =
      List.of(
          "<think>",
          "</think>",
          "<search>",
          "</search>",
          "<answer>",
          "</answer>",
          "<to>",
          "<information>",
          "</information>",
          "</to>",
          "<",
          ">",
          ":",
          "::",
          " ",
          "\n",
          "small",
          "LLM-Name",
          "your-query",
          "Who?",
          "é",
          "\ud83d\ude00",
          "\ud800",
          "<SEARCH>",
          "<search",
          "search>",
          "\u0000");

  private static final List<String> WHOLE =
      List.of(
          "<think>so</think>",
          "<search>Who?<to>small</search>",
          "<search>small:Who: when?</search>",
          "<answer>Paris</answer>",
          "\n");

  @Property(tries = 1000)
  void anyTextIsRead(@ForAll Mode mode, @ForAll String text) {
    assertWritten(ActionParser.parse(mode, text), text);
  }

  @Property(tries = 3000)
  void anyMixtureOfTagsIsRead(@ForAll Mode mode, @ForAll("tagged") String text) {
    Action action = ActionParser.parse(mode, text);
    Statistics.label(mode.name())
        .collect(action.getClass().getSimpleName())
        .coverage(kinds -> {
          kinds.check("Routes").percentage(p -> p > 1);
          kinds.check("Answer").percentage(p -> p > 1);
          kinds.check("Malformed").percentage(p -> p > 1);
        });
    assertWritten(action, text);
  }

  @Property(tries = 1000)
  void writtenAndReadAgainIsTheSame(@ForAll("actions") Action action) {
    String text = ActionText.render(action);
    assertThat(ActionParser.parse(Mode.STRICT, text)).isEqualTo(action);
  }

  @Property(tries = 1000)
  void whatStrictModeReadsItCanWrite(@ForAll("tagged") String text) {
    Action action = ActionParser.parse(Mode.STRICT, text);
    if (!(action instanceof Malformed)) {
      assertThat(ActionParser.parse(Mode.STRICT, ActionText.render(action))).isEqualTo(action);
    }
  }

  private static void assertWritten(Action action, String text) {
    assertThat(text).contains(action.thought());
    switch (action) {
      case Routes routes -> {
        assertThat(routes.routes()).isNotEmpty();
        assertThat(text).contains("<search>").contains("</search>");
        for (Route route : routes.routes()) {
          assertThat(text).contains(route.name()).contains(route.query());
        }
      }
      case Answer answer ->
          assertThat(text).contains("<answer>").contains("</answer>").contains(answer.text());
      case Malformed malformed -> assertThat(malformed.reason()).isNotNull();
    }
  }

  @Provide
  Arbitrary<String> tagged() {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of(PIECES)), Tuple.of(3, Arbitraries.of(WHOLE)));
    Arbitrary<String> mixed =
        Arbitraries.frequencyOf(Tuple.of(1, piece), Tuple.of(1, Arbitraries.of(WHOLE)));
    return mixed.list().ofMaxSize(5).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<Action> actions() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .filter(s -> s.indexOf('<') < 0)
            .map(String::strip)
            .filter(s -> !s.isBlank());
    Arbitrary<String> thought = Arbitraries.oneOf(Arbitraries.just(""), text);
    Arbitrary<Route> route = Combinators.combine(text, text).as(Route::new);
    return Arbitraries.oneOf(
        Combinators.combine(thought, text).as(Answer::new),
        Combinators.combine(thought, route.list().ofMinSize(1).ofMaxSize(4)).as(Routes::new));
  }
}
