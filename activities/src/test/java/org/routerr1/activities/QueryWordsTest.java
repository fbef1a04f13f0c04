// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryWordsTest {

  @Test
  void holdsTheWordsOfTheQuestionWithoutItsPunctuation() {
    assertThat(QueryWords.of("What is the birth country of Hamlet's author?", List.of()))
        .containsExactly(
            "What", "is", "the", "birth", "country", "of", "Hamlet's", "Hamlet", "author");
  }

  @Test
  void holdsTheRepliesButNeitherSpeakersNorFailures() {
    assertThat(
            QueryWords.of(
                "Who?",
                List.of(
                    "\n\n<information>Amber: J.K. Rowling</information>\n\n",
                    "\n\n<information>[Cedar failed: timeout]</information>\n\n")))
        .containsExactly("Who", "J.K", "J.K.", "Rowling", "of");
  }
}
