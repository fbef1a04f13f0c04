// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.activities.Feedback;
import org.routerr1.gateway.mapping.ProblemException;

class FeedbackReaderTest {

  private static Feedback read(String json) throws JsonProcessingException {
    return FeedbackReader.read(new ObjectMapper().readTree(json));
  }

  @Test
  void aScoreIsEnough() throws JsonProcessingException {
    assertThat(read("{\"id\": \"f1\", \"score\": 1}"))
        .isEqualTo(new Feedback("f1", 1.0, null, null));
  }

  @Test
  void aRightAnswerIsEnough() throws JsonProcessingException {
    assertThat(read("{\"id\": \"f1\", \"right_answer\": \"yes\", \"comment\": \"no\"}"))
        .isEqualTo(new Feedback("f1", null, "yes", "no"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"score": 1}                        | id
          {"id": "", "score": 1}              | id
          {"id": "f"}                         | score
          {"id": "f", "score": 1.1}           | score
          {"id": "f", "score": "good"}        | score
          {"id": "f", "score": 1, "stars": 5} | stars
          {"id": "f", "right_answer": 4}      | right_answer
          """)
  void whatIsWrongIsNamed(String json, String param) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> read(json));
    assertThat(e.problem().param()).isEqualTo(param);
  }
}
