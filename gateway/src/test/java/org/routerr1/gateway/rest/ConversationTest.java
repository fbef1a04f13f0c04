// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.gateway.mapping.ProblemException;

class ConversationTest {

  private static String question(String messages) throws JsonProcessingException {
    return Conversation.question(
        Fields.of(new ObjectMapper().readTree("{\"messages\": " + messages + "}"), ""), 120);
  }

  @Test
  void aSingleMessageIsTheQuestionAsItIs() throws JsonProcessingException {
    assertThat(question("[{\"role\": \"user\", \"content\": \" Why <b>? \"}]"))
        .isEqualTo(" Why <b>? ");
  }

  @Test
  void earlierMessagesGoBeforeTheQuestion() throws JsonProcessingException {
    assertThat(
            question(
                """
                [{"role": "system", "content": "Be brief."},
                 {"role": "user", "content": "Who wrote it?"},
                 {"role": "assistant", "content": "She did.", "refusal": null,
                  "tool_calls": null, "function_call": null, "audio": null, "annotations": []},
                 {"role": "user", "content": [{"type": "text", "text": "Where"},
                                              {"type": "text", "text": "was it?"}]}]\
                """))
        .isEqualTo(
            """
            Conversation so far:
            system: Be brief.
            user: Who wrote it?
            assistant: She did.

            Question: Where
            was it?\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"role": "assistant", "content": "x"}]                               | messages[0].role
          [{"role": "tool", "content": "x"}, {"role": "user", "content": "x"}]  | messages[0].role
          [{"role": "user", "content": "  "}]                                   | messages[0].content
          [{"role": "user", "content": "\\u200B\\u2060"}]                       | messages[0].content
          [{"role": "user", "content": ""}]                                     | messages[0].content
          [{"role": "user"}]                                                    | messages[0].content
          [{"role": "user", "content": 7}]                                      | messages[0].content
          [{"content": "x"}]                                                    | messages[0].role
          [{"role": "user", "content": "a\\u0000b"}]                            | messages[0].content
          [{"role": "user", "content": "a\\ud800b"}]                            | messages[0].content
          [{"role": "user", "content": "x", "tool_calls": [{}]}]                | messages[0].tool_calls
          [{"role": "user", "content": [{"type": "image_url"}]}]                | messages[0].content[0].type
          [{"role": "user", "content": [{"type": "text"}]}]                     | messages[0].content[0].text
          """)
  void whatCannotBeReadIsNamed(String messages, String param) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> question(messages));
    assertThat(e.problem().param()).isEqualTo(param);
  }

  @Test
  void theLimitHoldsForAllMessagesTogether() {
    String half = "x".repeat(80);
    String messages =
        "[{\"role\": \"user\", \"content\": \"%s\"}, {\"role\": \"user\", \"content\": \"%s\"}]"
            .formatted(half, half);
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> question(messages));
    assertThat(e.problem().param()).isEqualTo("messages");
    assertThat(e.problem().code()).isEqualTo("string_above_max_length");
  }

  @Test
  void aWholeSurrogatePairIsText() throws JsonProcessingException {
    assertThat(question("[{\"role\": \"user\", \"content\": \"\\ud83d\\ude00?\"}]"))
        .isEqualTo("😀?");
  }
}
