// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors of the reference's logic. */
class FormatRewardTest {

  private static final FormatReward REWARD =
      new FormatReward(name -> PaperResolver.resolve(name).isPresent());

  private static final String THINK = "<think>hm</think>";
  private static final String SEARCH = "<search>qwen: who?</search>";
  private static final String INFORMATION = "\n\n<information>Ada</information>\n\n";
  private static final String ANSWER = "<answer>Ada</answer>";
  private static final String ROUTED = THINK + SEARCH + INFORMATION + THINK + ANSWER;

  static Stream<Arguments> completions() {
    return Stream.of(
        good("thought, route, information, thought, answer", ROUTED),
        good("no route", THINK + ANSWER),
        good("empty answer", THINK + "<answer></answer>"),
        good("newline after the answer", ROUTED + "\n"),
        good("no thought after the information", THINK + SEARCH + INFORMATION + ANSWER),
        good("free text between tags", THINK + " so " + SEARCH + INFORMATION + "well" + ANSWER),
        good("information is None", ROUTED.replace("Ada</info", "None</info")),
        good("model part is a sentence", ROUTED.replace("qwen:", "please ask the qwen one:")),
        good("colon in the information", ROUTED.replace("Ada</info", "it is: Ada</info")),
        bad("text before the first thought", "Well. " + ROUTED, FormatFault.BEGINNING),
        bad("second colon", ROUTED.replace("who?", "who: when?"), FormatFault.ROUTE),
        bad("reply with a thought", ROUTED.replace("Ada</i", "<think></i"), FormatFault.UNBALANCED),
        bad(
            "reply with an answer",
            ROUTED.replace("Ada</i", "<answer>Z</answer></i"),
            FormatFault.NESTED),
        bad("query names its model", ROUTED.replace("who?", "who made Qwen?"), FormatFault.ROUTE),
        bad(
            "route inside a thought",
            "<think>" + SEARCH + "</think>" + INFORMATION + ANSWER,
            FormatFault.NESTED),
        bad("thought is an ellipsis", "<think> ... </think>" + ANSWER, FormatFault.EMPTY_THOUGHT),
        bad(
            "second thought empty",
            THINK + SEARCH + INFORMATION + "<think> </think>" + ANSWER,
            FormatFault.EMPTY_THOUGHT),
        bad("upper-case tags", "<THINK>hm</THINK><ANSWER>Ada</ANSWER>", FormatFault.NO_TAGS),
        bad("route without information", THINK + SEARCH + ANSWER, FormatFault.COUNTS),
        bad("no answer", THINK + SEARCH + INFORMATION + THINK, FormatFault.COUNTS),
        bad(
            "information cut off",
            THINK + SEARCH + "<information>Ad" + THINK + ANSWER,
            FormatFault.UNBALANCED),
        bad("own information", THINK + INFORMATION + ANSWER, FormatFault.COUNTS),
        bad("nothing", "", FormatFault.NO_TAGS),
        bad("two answers", THINK + ANSWER + ANSWER, FormatFault.COUNTS),
        bad("no thought", ANSWER, FormatFault.COUNTS),
        bad("text after the answer", ROUTED + " so", FormatFault.END),
        bad("no colon", ROUTED.replace("qwen: ", "qwen "), FormatFault.ROUTE),
        bad("no query", ROUTED.replace("who?", " "), FormatFault.ROUTE),
        bad("no model", ROUTED.replace("qwen:", ":"), FormatFault.ROUTE),
        bad("placeholder name", ROUTED.replace("qwen", "LLM-Name qwen"), FormatFault.ROUTE),
        bad("placeholder query", ROUTED.replace("who?", "Your-Query"), FormatFault.ROUTE),
        bad("unknown model", ROUTED.replace("qwen", "gpt"), FormatFault.MODEL),
        // the checks run in order: the placeholder is found before the unknown model
        bad("order", ROUTED.replace("qwen: who?", "gpt: your-query"), FormatFault.ROUTE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("completions")
  void isTheReferences(String what, String completion, @Nullable FormatFault fault) {
    assertThat(REWARD.fault(completion)).as(what).isEqualTo(Optional.ofNullable(fault));
    assertThat(REWARD.of(completion)).isEqualTo(fault == null ? 0 : -1);
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen2.5-7B-Instruct, Qwen2.5-7B-Instruct",
    "my creative model, Palmyra-Creative-122B",
    "writer/palmyra, Palmyra-Creative-122B",
    "LLaMA-3.1-70B, LLaMA-3.1-70B-Instruct",
    "llama 51b, LLaMA-51B",
    "llama 49b, LLaMA-49B",
    "llama-3.1-8b, LLaMA-3.1-8B-Instruct",
    "llama3-ChatQA-1.5-8B, LLaMA3-ChatQA-1.5-8B",
    "Mistral-7B, Mistral-7B-Instruct",
    "mixtral-8x22b, Mixtral-8x22B-Instruct",
    "mistralai/mixtral-8x22b, Mistral-7B-Instruct",
    "granite, Granite",
    "Gemma, Gemma-2-27B-Instruct",
    "qwen or llama, Qwen2.5-7B-Instruct"
  })
  void namesResolveBySubstrings(String name, String model) {
    assertThat(PaperResolver.resolve(name)).contains(model);
  }

  @Test
  void otherNamesAreInvalid() {
    for (String name : new String[] {"", "gpt-4", "llama", "llama chatqa", "llama-405b-x"}) {
      assertThat(PaperResolver.resolve(name)).as(name).isEmpty();
    }
  }

  private static Arguments good(String what, String completion) {
    return Arguments.of(what, completion, null);
  }

  private static Arguments bad(String what, String completion, FormatFault fault) {
    return Arguments.of(what, completion, fault);
  }
}
