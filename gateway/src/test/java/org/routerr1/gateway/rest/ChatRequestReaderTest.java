// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.gateway.service.Wishes;

class ChatRequestReaderTest {

  private static final String ASK =
      "\"model\": \"router-r1\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]";

  private static ChatRequest read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return ChatRequestReader.read(JsonBody.read(new ByteArrayInputStream(bytes), 10_000), 200);
  }

  private static Problem refused(String json) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> read(json));
    assertThat(e).as("%s is refused", json).isNotNull();
    return e.problem();
  }

  @Test
  void theSmallestRequestLeavesEverythingToTheDefaults() {
    ChatRequest request = read("{" + ASK + "}");
    assertThat(request.question()).isEqualTo("Why?");
    assertThat(request.wishes()).isEqualTo(Wishes.NONE);
  }

  @Test
  void everyRouterFieldIsRead() {
    Wishes wishes =
        read("{"
                + ASK
                + """
                , "router": {"trade_off": 0.50, "budget_usd": 0.001, "max_turns": 3,
                  "deadline_ms": 5000, "temperature": 0.7, "seed": -7, "policy_version": "v1",
                  "candidates": ["small", "tiny"], "min_routes": 0, "max_parallel": 2,
                  "max_think_tokens": 10, "max_query_tokens": 11, "max_answer_tokens": 12,
                  "share_context": true, "own_words": true}}\
                """)
            .wishes();
    assertThat(wishes)
        .isEqualTo(
            new Wishes(
                0.5,
                new BigDecimal("0.001"),
                3,
                5000L,
                0,
                2,
                10,
                11,
                12,
                null,
                0.7,
                null,
                -7L,
                "v1",
                List.of("small", "tiny"),
                true,
                true));
  }

  @Test
  void openAisOwnSamplingFieldsSpeakOfThePolicyAndRouterFieldsGoBeforeThem() {
    Wishes own =
        read("{" + ASK + ", \"temperature\": 1, \"top_p\": 0.9, \"seed\": 5, \"max_tokens\": 9}")
            .wishes();
    assertThat(own.temperature()).isEqualTo(1.0);
    assertThat(own.topP()).isEqualTo(0.9);
    assertThat(own.seed()).isEqualTo(5);
    assertThat(own.maxTokens()).isEqualTo(9);
    Wishes both =
        read("{" + ASK + ", \"temperature\": 1, \"router\": {\"temperature\": 0}}").wishes();
    assertThat(both.temperature()).isEqualTo(0.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"stream\": false",
        "\"stream\": null",
        "\"n\": 1",
        "\"user\": \"somebody\"",
        "\"metadata\": {\"a\": \"b\"}",
        "\"tools\": []",
        "\"tools\": null",
        "\"functions\": []",
        "\"tool_choice\": \"none\"",
        "\"tool_choice\": \"auto\"",
        "\"function_call\": \"none\"",
        "\"stop\": []",
        "\"logit_bias\": {}",
        "\"top_logprobs\": 0",
        "\"modalities\": [\"text\"]",
        "\"parallel_tool_calls\": true",
        "\"frequency_penalty\": 0.0",
        "\"logprobs\": false",
        "\"response_format\": {\"type\": \"text\"}",
        "\"router\": null",
        "\"router\": {}",
        "\"router\": {\"trade_off\": null}"
      })
  void whatChangesNothingIsAccepted(String field) {
    assertThat(read("{" + ASK + ", " + field + "}").wishes()).isEqualTo(Wishes.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "stream": true                              | unsupported_parameter | stream
          "stream": "yes"                             | invalid_type          | stream
          "n": 2                                      | unsupported_parameter | n
          "tools": [{"type": "function"}]             | unsupported_parameter | tools
          "functions": [{"name": "f"}]                | unsupported_parameter | functions
          "tool_choice": "required"                   | unsupported_parameter | tool_choice
          "modalities": ["text", "audio"]             | unsupported_parameter | modalities
          "response_format": {"type": "json_schema"}  | unsupported_parameter | response_format
          "stop": "x"                                 | unsupported_parameter | stop
          "logprobs": true                            | unsupported_parameter | logprobs
          "presence_penalty": 0.1                     | unsupported_parameter | presence_penalty
          "response_format": {"type": "json_object"}  | unsupported_parameter | response_format
          "temperature": 2.1                          | invalid_value         | temperature
          "temperature": "hot"                        | invalid_type          | temperature
          "max_tokens": 0                             | invalid_value         | max_tokens
          "surprise": 1                               | unknown_field         | surprise
          "router": []                                | invalid_type          | router
          "router": {"tradeoff": 0.5}                 | unknown_field         | router.tradeoff
          "router": {"trade_off": 1.01}               | invalid_value         | router.trade_off
          "router": {"trade_off": -0.1}               | invalid_value         | router.trade_off
          "router": {"trade_off": "0.5"}              | invalid_type          | router.trade_off
          "router": {"budget_usd": 0}                 | invalid_value         | router.budget_usd
          "router": {"budget_usd": -1}                | invalid_value         | router.budget_usd
          "router": {"budget_usd": "free"}            | invalid_type          | router.budget_usd
          "router": {"budget_usd": true}              | invalid_type          | router.budget_usd
          "router": {"budget_usd": 1e999999999}       | invalid_value         | router.budget_usd
          "router": {"budget_usd": 1e-10}             | invalid_value         | router.budget_usd
          "router": {"max_turns": 0}                  | invalid_value         | router.max_turns
          "router": {"max_turns": 17}                 | invalid_value         | router.max_turns
          "router": {"max_turns": 2.5}                | invalid_type          | router.max_turns
          "router": {"max_turns": 99999999999999999}  | invalid_value         | router.max_turns
          "router": {"deadline_ms": 99}               | invalid_value         | router.deadline_ms
          "router": {"deadline_ms": 600001}           | invalid_value         | router.deadline_ms
          "router": {"min_routes": -1}                | invalid_value         | router.min_routes
          "router": {"max_parallel": 9}               | invalid_value         | router.max_parallel
          "router": {"max_think_tokens": 0}           | invalid_value         | router.max_think_tokens
          "router": {"seed": 1.5}                     | invalid_type          | router.seed
          "router": {"seed": 9223372036854775808}     | invalid_value         | router.seed
          "router": {"policy_version": 1}             | invalid_type          | router.policy_version
          "router": {"candidates": []}                | invalid_type          | router.candidates
          "router": {"candidates": "small"}           | invalid_type          | router.candidates
          "router": {"candidates": ["a", "a"]}        | invalid_type          | router.candidates
          "router": {"candidates": [1]}               | invalid_type          | router.candidates
          "router": {"share_context": 1}              | invalid_type          | router.share_context
          "router": {"own_words": "yes"}              | invalid_type          | router.own_words
          """)
  void aFieldThatCannotBeHonouredIsNamed(String field, String code, String param) {
    Problem problem = refused("{" + ASK + ", " + field + "}");
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.type()).isEqualTo("invalid_request_error");
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.param()).isEqualTo(param);
    assertThat(problem.message()).contains(param.substring(param.indexOf('.') + 1));
    assertThat(problem.retryable()).isFalse();
  }

  @Test
  void anotherModelIsNotFound() {
    Problem problem =
        refused(
            "{\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}");
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.code()).isEqualTo("model_not_found");
    assertThat(problem.param()).isEqualTo("model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                        | missing_field | model
          {"model": 1}                              | invalid_type  | model
          {"model": "router-r1"}                    | missing_field | messages
          {"model": "router-r1", "messages": []}    | invalid_type  | messages
          {"model": "router-r1", "messages": "hi"}  | invalid_type  | messages
          {"model": "router-r1", "messages": ["x"]} | invalid_type  | messages[0]
          """)
  void whatIsMissingIsNamed(String json, String code, String param) {
    Problem problem = refused(json);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.param()).isEqualTo(param);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "\"text\"", "{", "{\"a\": 1, \"a\": 2}", "{} {}", "NaN"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertThat(refused(body).code()).isIn("invalid_json", "invalid_type");
  }

  @Test
  void aBodyOverTheLimitIs413() {
    assertThat(refused(" ".repeat(10_001)).status()).isEqualTo(413);
  }
}
